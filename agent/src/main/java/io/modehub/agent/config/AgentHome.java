package io.modehub.agent.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agent's directory: {@code agent.json} with the account, and {@code spool/}. */
public final class AgentHome {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<String> KNOWN = Set.of("url", "agentId", "token", "deviceId");

    private final Path directory;

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

    public Path spool() {
        return directory.resolve("spool");
    }

    /** Makes the directory, for its owner only. */
    public void create() throws ConfigException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new ConfigException(
                    "cannot make " + directory + ": " + why(e) + "; choose another directory with --home");
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
                throw new ConfigException(
                        file + " holds a token and others may read it; run chmod 600 '" + file + "' and start again");
            }
            Map<String, String> members = FlatJson.read(Files.readString(file));
            return Optional.of(new Account(
                    HubAddress.parse(member(members, "url")),
                    member(members, "agentId"),
                    member(members, "token"),
                    member(members, "deviceId")));
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + why(e) + "; pair again to replace it");
        }
    }

    /** Members of {@code agent.json} this version does not know; they are ignored, and lost when a token is renewed. */
    public Set<String> unknownMembers() throws ConfigException {
        try {
            Map<String, String> members = FlatJson.read(Files.readString(file()));
            members.keySet().removeAll(KNOWN);
            return members.keySet();
        } catch (IOException e) {
            throw new ConfigException(file() + " cannot be read: " + why(e));
        }
    }

    /** Replaces the account atomically; the file is readable by its owner only from its first byte on. */
    public void store(Account account) throws ConfigException {
        create();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("url", account.url().toString());
        members.put("agentId", account.agentId());
        members.put("token", account.token());
        members.put("deviceId", account.deviceId());
        Path fresh = directory.resolve("agent.json.new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel out = FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(FlatJson.write(members));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ConfigException("cannot write " + file() + ": " + why(e));
        }
    }

    public Path file() {
        return directory.resolve("agent.json");
    }

    private String member(Map<String, String> members, String name) throws ConfigException {
        @Nullable String value = members.get(name);
        if (value == null || value.isBlank()) {
            throw new ConfigException(file() + " lacks \"" + name + "\"; pair again to replace it");
        }
        return value;
    }

    private static String why(IOException e) {
        return e instanceof AccessDeniedException ? "no permission" : String.valueOf(e.getMessage());
    }
}
