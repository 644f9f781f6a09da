package io.modehub.agent.privacy;

import io.modehub.agent.sense.Sample;
import io.modehub.agent.sense.window.Foreground;
import io.modehub.protocol.AudioLevel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Applies what the person said to every sample, before it can reach the spool or the link. */
public final class PrivacyFilter {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 8;

    private final Privacy rules;
    private final byte[] key;
    private final Cleaner cleaner;

    /** @param key secret of this device, of at least 16 bytes, for hashed titles */
    public PrivacyFilter(Privacy rules, byte[] key) {
        this.rules = rules;
        this.key = key.clone();
        this.cleaner = new Cleaner(rules.clean());
    }

    /** What may be told of a sample; empty where nothing may. */
    public Optional<Sample> admit(Sample sample) {
        Foreground window = sample.window();
        if (rules.isExcluded(window.app()) || (rules.dropsPrivateWindows() && window.isPrivate())) {
            return Optional.empty();
        }
        Foreground told = new Foreground(window.app(), title(window), false);
        return Optional.of(new Sample(told, sample.mouse(), sample.keyboard(), sample.idleMs(), admit(sample.audio())));
    }

    /** Levels without the names of excluded applications that record. */
    public List<AudioLevel> admit(List<AudioLevel> levels) {
        return rules.excluded().isEmpty()
                ? levels
                : levels.stream().map(this::admit).toList();
    }

    private AudioLevel admit(AudioLevel level) {
        String by = level.by();
        if (by == null) {
            return level;
        }
        String told = Arrays.stream(by.split(", "))
                .filter(app -> !rules.isExcluded(app))
                .collect(Collectors.joining(", "));
        return new AudioLevel(
                level.source(),
                level.name(),
                level.rmsDb(),
                level.peakDb(),
                level.voice(),
                level.inUse(),
                told.isEmpty() ? null : told);
    }

    private @Nullable String title(Foreground window) {
        String title = window.title();
        if (title == null || !rules.tellsTitleOf(window.app())) {
            return null;
        }
        return switch (rules.titles()) {
            case keep -> title;
            case off -> null;
            case hashed -> hash(title);
            case cleaned -> cleaner.clean(title);
        };
    }

    private String hash(String title) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            byte[] digest = mac.doFinal(title.getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
