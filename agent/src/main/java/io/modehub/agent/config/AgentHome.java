package io.modehub.agent.config;

import static io.modehub.agent.words.Words.say;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The agent's directory: {@code agent.json} with the account, {@code settings} with the person's choices, {@code pause}
 * while it is paused, {@code title-key} for hashed titles, and {@code spool/}.
 */
public final class AgentHome {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int KEY_BYTES = 32;
    private static final Set<String> KNOWN = Set.of("url", "agentId", "token", "deviceId");

    private final Path directory;

    /**
     * The file of choices as it was read.
     *
     * @param unknown keys this version doesn't know, with their lines, in words
     */
    public record ReadSettings(Settings settings, List<String> unknown) {
        public ReadSettings {
            unknown = List.copyOf(unknown);
        }
    }

    public AgentHome(Path directory) {
        this.directory = directory;
    }

    /** {@code $XDG_CONFIG_HOME/modehub}, else {@code ~/.config/modehub}. */
    public static AgentHome usual(Map<String, String> environment) {
        String xdg = environment.get("XDG_CONFIG_HOME");
        Path base = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
        return new AgentHome(base.resolve("modehub"));
    }

    public Path directory() {
        return directory;
    }

    public Path spool() {
        return directory.resolve("spool");
    }

    /** Where the person writes what they choose. */
    public Path settingsFile() {
        return directory.resolve("settings");
    }

    /** The person's choices, and what in the file isn't known, in words; the usual ones where there is no file. */
    public ReadSettings readSettings() throws ConfigException {
        Path file = settingsFile();
        try {
            return SettingsText.read(Files.exists(file) ? Files.readString(file) : "", file.toString());
        } catch (IOException e) {
            throw new ConfigException(say("home.unreadable", file, why(e)));
        }
    }

    /** All keys of the file of choices. */
    public static String settingKeys() {
        return String.join(", ", SettingsText.KEYS);
    }

    /** The person's choices. */
    public Settings settings() throws ConfigException {
        return readSettings().settings();
    }

    /** Sets one of the choices and leaves the rest of the file as it is. */
    public void choose(String key, String value) throws ConfigException {
        create();
        Path file = settingsFile();
        try {
            String text = SettingsText.with(Files.exists(file) ? Files.readString(file) : "", key, value);
            SettingsText.read(text, file.toString());
            replace(file, text);
        } catch (IOException e) {
            throw new ConfigException(say("home.unwritable", file, why(e)));
        }
    }

    /** Until when nothing is measured; empty if it isn't paused. */
    public Optional<Instant> pausedUntil() {
        try {
            return Optional.of(Instant.parse(Files.readString(pauseFile()).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            // Somebody meant to pause: better too long than too short.
            return Optional.of(Instant.MAX);
        }
    }

    /** Pauses, or goes on where there is no moment; it outlives the agent. */
    public void pause(@Nullable Instant until) throws ConfigException {
        create();
        try {
            if (until == null) {
                Files.deleteIfExists(pauseFile());
            } else {
                replace(pauseFile(), until + "\n");
            }
        } catch (IOException e) {
            throw new ConfigException(say("home.unwritable", pauseFile(), why(e)));
        }
    }

    /** Removes what an agent keeps here, and the directory if nothing else is in it; what was removed. */
    public List<Path> delete() throws ConfigException {
        List<Path> removed = new ArrayList<>();
        for (String name : List.of("agent.json", "settings", "pause", "title-key", "control", "spool", "simulated")) {
            Path path = directory.resolve(name);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                deleteAll(path);
                removed.add(path);
            }
        }
        try (Stream<Path> left = Files.list(directory)) {
            if (left.findAny().isEmpty()) {
                Files.delete(directory);
                removed.add(directory);
            }
        } catch (IOException e) {
            // There never was one, or somebody else keeps something in it.
        }
        return removed;
    }

    private static void deleteAll(Path path) throws ConfigException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new ConfigException(say("home.unwritable", path, why(e)));
        }
    }

    /** Holds the moment up to which nothing is measured. */
    public Path pauseFile() {
        return directory.resolve("pause");
    }

    /** A secret of this device, made when it is first needed. */
    public byte[] titleKey() throws ConfigException {
        Path file = directory.resolve("title-key");
        try {
            if (!Files.exists(file)) {
                byte[] made = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(made);
                replace(file, HexFormat.of().formatHex(made));
            }
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length < KEY_BYTES) {
                throw new ConfigException(say("home.key", file));
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(say("home.key", file));
        } catch (IOException e) {
            throw new ConfigException(say("home.unwritable", file, why(e)));
        }
    }

    /** Makes the directory, for its owner only. */
    public void create() throws ConfigException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new ConfigException(say("home.unmade", directory, why(e)));
        }
    }

    /** The account, or empty if this device was never paired. */
    public Optional<Account> account() throws ConfigException {
        Path file = file();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Set<PosixFilePermission> wider = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            wider.removeAll(OWNER_ONLY);
            if (!wider.isEmpty()) {
                throw new ConfigException(say("home.open", file));
            }
            Map<String, String> members = FlatJson.read(Files.readString(file));
            return Optional.of(new Account(
                    HubAddress.parse(member(members, "url")),
                    member(members, "agentId"),
                    member(members, "token"),
                    member(members, "deviceId")));
        } catch (IOException e) {
            throw new ConfigException(say("home.account", file, why(e)));
        }
    }

    /** Members of {@code agent.json} this version does not know; they are ignored, and lost when a token is renewed. */
    public Set<String> unknownMembers() throws ConfigException {
        try {
            Map<String, String> members = FlatJson.read(Files.readString(file()));
            members.keySet().removeAll(KNOWN);
            return members.keySet();
        } catch (IOException e) {
            throw new ConfigException(say("home.unreadable", file(), why(e)));
        }
    }

    /** Replaces the account. */
    public void store(Account account) throws ConfigException {
        create();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("url", account.url().toString());
        members.put("agentId", account.agentId());
        members.put("token", account.token());
        members.put("deviceId", account.deviceId());
        try {
            replace(file(), FlatJson.write(members));
        } catch (IOException e) {
            throw new ConfigException(say("home.unwritable", file(), why(e)));
        }
    }

    /** Replaces a file atomically; it is readable by its owner only from its first byte on. */
    private static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public Path file() {
        return directory.resolve("agent.json");
    }

    private String member(Map<String, String> members, String name) throws ConfigException {
        @Nullable String value = members.get(name);
        if (value == null || value.isBlank()) {
            throw new ConfigException(say("home.lacks", file(), name));
        }
        return value;
    }

    private static String why(IOException e) {
        return e instanceof AccessDeniedException ? say("home.permission") : String.valueOf(e.getMessage());
    }
}
