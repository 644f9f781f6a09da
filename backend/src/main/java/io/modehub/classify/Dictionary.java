package io.modehub.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shipped knowledge of applications, sites and title words; immutable and shared between threads. */
final class Dictionary {
    private static final Dictionary SHIPPED = new Dictionary();
    private static final int MAX_HOST_LABELS = 6;

    private final Map<String, Entry> apps = new HashMap<>();
    private final Map<String, Entry> sites = new HashMap<>();
    private final Map<String, Hint> hints = new HashMap<>();
    private final Set<String> suffixes = new HashSet<>(Set.of("personal", "work", "private browsing", "incognito"));

    /** What the dictionary knows by a name. */
    record Entry(Category category, String label) {}

    static Dictionary shipped() {
        return SHIPPED;
    }

    private Dictionary() {
        for (String line : read("dictionary.csv")) {
            String[] cells = line.split(",", 4);
            Entry entry = new Entry(Category.valueOf(cells[1].toUpperCase(Locale.ROOT)), cells[2]);
            boolean app = cells[0].equals("app");
            for (String name : cells[3].split("\\|")) {
                (app ? apps : sites).put(name.toLowerCase(Locale.ROOT), entry);
            }
            if (app) {
                suffixes.add(cells[2].toLowerCase(Locale.ROOT));
            }
        }
        suffixes.addAll(apps.keySet());
        for (String line : read("words.csv")) {
            String[] cells = line.split(",", 2);
            hints.put(cells[1], Hint.valueOf(cells[0].toUpperCase(Locale.ROOT)));
        }
    }

    /** What the dictionary knows of an application, named as any system names it. */
    @Nullable Entry app(String name) {
        return apps.get(token(name));
    }

    /** Reads a window; in a browser the site stands for the application where it is known. */
    Front front(String app, @Nullable String title, @Nullable String domain) {
        String token = token(app);
        Entry entry = apps.get(token);
        List<String> segments = Title.segments(title == null ? "" : title);
        Title.cutSuffix(segments, suffixes::contains);
        if (entry == null || entry.category() == Category.BROWSER) {
            Entry site = domain == null ? null : site(domain);
            if (site == null && entry != null) {
                site = siteNamed(segments);
            }
            entry = site == null ? entry : site;
        }
        List<String> words = Title.words(segments);
        Map<Hint, String> found = new EnumMap<>(Hint.class);
        for (String word : words) {
            Hint hint = hints.get(word);
            if (hint != null) {
                found.putIfAbsent(hint, word);
            }
        }
        Category category = entry == null ? Category.UNKNOWN : entry.category();
        return new Front(category, entry == null ? null : entry.label(), token, found, words, Tokens.of(token, words));
    }

    private static String token(String app) {
        String token = app.strip().toLowerCase(Locale.ROOT);
        return token.endsWith(".exe") ? token.substring(0, token.length() - 4) : token;
    }

    /** Looks for the host, then for its parents; a watcher may also send the site's name. */
    private @Nullable Entry site(String domain) {
        String host = domain.strip().toLowerCase(Locale.ROOT);
        for (int labels = 0; labels < MAX_HOST_LABELS; labels++) {
            Entry entry = sites.get(host);
            int dot = host.indexOf('.');
            if (entry != null || dot < 0) {
                return entry;
            }
            host = host.substring(dot + 1);
        }
        return null;
    }

    private @Nullable Entry siteNamed(List<String> segments) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            Entry entry = sites.get(segments.get(i));
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private static List<String> read(String name) {
        InputStream in = Dictionary.class.getResourceAsStream("/classify/" + name);
        if (in == null) {
            throw new IllegalStateException("missing resource classify/" + name);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
