package io.modehub.config;

import io.modehub.failure.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables and names every wrong one in one message. */
public final class Environment {
    /** Every variable this version reads, in the order of the README's table; secrets are also read as NAME_FILE. */
    public static final List<String> VARIABLES = List.of(
            "PORT",
            "HOST",
            "PUBLIC_URL",
            "RENDER_EXTERNAL_URL",
            "DATABASE_URL",
            "DATA_DIR",
            "JWT_SECRET",
            "JWT_SECRET_PREVIOUS",
            "ADMIN_EMAIL",
            "ADMIN_PASSWORD");

    private static final int MIN_SECRET_BYTES = 32;
    private static final int MIN_PASSWORD_LENGTH = 8;

    private final Map<String, String> variables;
    private final List<String> faults = new ArrayList<>();

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The settings; throws {@link StartFailure} naming all faults at once. */
    public static Settings read(Map<String, String> variables) {
        return new Environment(variables).read();
    }

    private Settings read() {
        Optional<Secret> url = secret("DATABASE_URL");
        Optional<DatabaseUrl> database = url.flatMap(text -> parsed("DATABASE_URL", text.value(), DatabaseUrl::parse));
        Optional<Secret> jwtSecret = key("JWT_SECRET");
        if (url.isPresent()
                && value("JWT_SECRET").isEmpty()
                && value("JWT_SECRET_FILE").isEmpty()) {
            faults.add(
                    "JWT_SECRET: is required with DATABASE_URL, the same on every hub; example: openssl rand -base64 48");
        }
        Settings settings = new Settings(
                value("PORT")
                        .flatMap(text -> parsed("PORT", text, Environment::port))
                        .orElse(8080),
                value("HOST").orElse("127.0.0.1"),
                value("PUBLIC_URL")
                        .or(() -> value("RENDER_EXTERNAL_URL"))
                        .flatMap(text -> parsed("PUBLIC_URL", text, Environment::origin)),
                database,
                value("DATA_DIR")
                        .flatMap(text -> parsed("DATA_DIR", text, Environment::path))
                        .orElse(Path.of("data")),
                jwtSecret,
                key("JWT_SECRET_PREVIOUS"),
                admin());
        if (!faults.isEmpty()) {
            throw new StartFailure("wrong settings:\n  " + String.join("\n  ", faults));
        }
        return settings;
    }

    private Optional<Settings.Admin> admin() {
        Optional<String> email = value("ADMIN_EMAIL");
        Optional<Secret> password = secret("ADMIN_PASSWORD");
        if (email.isPresent() != password.isPresent()) {
            faults.add((email.isPresent() ? "ADMIN_PASSWORD" : "ADMIN_EMAIL")
                    + ": ADMIN_EMAIL and ADMIN_PASSWORD go together; example: ADMIN_EMAIL=me@example.org");
        }
        email.filter(text -> !text.matches("[^@\\s]+@[^@\\s]+"))
                .ifPresent(text -> faults.add("ADMIN_EMAIL: is no e-mail address; example: me@example.org"));
        password.filter(secret -> secret.value().length() < MIN_PASSWORD_LENGTH)
                .ifPresent(secret -> faults.add("ADMIN_PASSWORD: must have at least 8 characters"));
        return email.flatMap(address -> password.map(secret -> new Settings.Admin(address, secret)));
    }

    private Optional<Secret> key(String name) {
        Optional<Secret> key = secret(name);
        key.filter(secret -> secret.bytes().length < MIN_SECRET_BYTES)
                .ifPresent(
                        secret -> faults.add(name + ": must have at least 32 bytes; example: openssl rand -base64 48"));
        return key;
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
    }

    private Optional<Secret> secret(String name) {
        Optional<String> file = value(name + "_FILE");
        if (file.isEmpty()) {
            return value(name).map(Secret::new);
        }
        if (value(name).isPresent()) {
            faults.add(name + ": set it or " + name + "_FILE, not both");
            return Optional.empty();
        }
        try {
            return Optional.of(new Secret(Files.readString(Path.of(file.get()), StandardCharsets.UTF_8)
                    .strip()));
        } catch (IOException | InvalidPathException e) {
            faults.add(name + "_FILE: can't be read; give the path of a file that holds the value alone");
            return Optional.empty();
        }
    }

    private <T> Optional<T> parsed(String name, String text, Function<String, T> parser) {
        @Nullable T value = null;
        try {
            value = parser.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(name + ": " + e.getMessage());
        }
        return Optional.ofNullable(value);
    }

    private static Integer port(String text) {
        if (!text.strip().matches("\\d{1,5}") || Integer.parseInt(text.strip()) > 65_535) {
            throw new IllegalArgumentException("must be a port from 0 to 65535; example: 8080");
        }
        return Integer.valueOf(text.strip());
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path; example: ./data");
        }
    }

    /** Scheme, host and port alone, as browsers send them in the Origin header. */
    private static URI origin(String text) {
        try {
            URI uri = new URI(text.strip());
            if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    || uri.getHost() == null
                    || uri.getUserInfo() != null
                    || !(uri.getPath().isEmpty() || "/".equals(uri.getPath()))
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                throw new IllegalArgumentException(
                        "must be an http or https address without a path; example: https://modehub.example.org");
            }
            return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL; example: https://modehub.example.org");
        }
    }
}
