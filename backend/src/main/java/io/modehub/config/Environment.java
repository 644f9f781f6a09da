package io.modehub.config;

import io.modehub.failure.StartFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads settings from environment variables and names every wrong one in one message. */
public final class Environment {
    /** Every variable this version reads, in the order of the README's table; secrets are also read as NAME_FILE. */
    public static final List<String> VARIABLES = Stream.of(
                    List.of(
                            "PORT",
                            "HOST",
                            "PUBLIC_URL",
                            "RENDER_EXTERNAL_URL",
                            "DATABASE_URL",
                            "DATA_DIR",
                            "JWT_SECRET",
                            "JWT_SECRET_PREVIOUS",
                            "ADMIN_EMAIL",
                            "ADMIN_PASSWORD",
                            "TRUST_PROXY"),
                    ChatVariables.NAMES,
                    RemoteVariables.NAMES)
            .flatMap(List::stream)
            .toList();

    private static final int MIN_SECRET_BYTES = 32;
    private static final int MIN_PASSWORD_LENGTH = 8;

    private final Variables variables;

    private Environment(Variables variables) {
        this.variables = variables;
    }

    /** The settings; throws {@link StartFailure} naming all faults at once. */
    public static Settings read(Map<String, String> variables) {
        return new Environment(new Variables(variables)).read();
    }

    private Settings read() {
        Optional<Secret> url = variables.secret("DATABASE_URL");
        Optional<DatabaseUrl> database =
                url.flatMap(text -> variables.parsed("DATABASE_URL", text.value(), DatabaseUrl::parse));
        Optional<Secret> jwtSecret = key("JWT_SECRET");
        if (url.isPresent() && !variables.hasSecret("JWT_SECRET")) {
            variables.fault(
                    "JWT_SECRET",
                    "is required with DATABASE_URL, the same on every hub; example: openssl rand -base64 48");
        }
        Settings settings = new Settings(
                variables.value("PORT", Environment::port).orElse(8080),
                variables.value("HOST").orElse("127.0.0.1"),
                variables
                        .value("PUBLIC_URL")
                        .or(() -> variables.value("RENDER_EXTERNAL_URL"))
                        .flatMap(text -> variables.parsed("PUBLIC_URL", text, Environment::origin)),
                database,
                variables.value("DATA_DIR", Environment::path).orElse(Path.of("data")),
                jwtSecret,
                key("JWT_SECRET_PREVIOUS"),
                admin(),
                variables.value("TRUST_PROXY", Environment::proxies).orElse(0),
                new ChatVariables(variables).read(),
                new RemoteVariables(variables).read());
        if (!variables.faults().isEmpty()) {
            throw new StartFailure("wrong settings:\n  " + String.join("\n  ", variables.faults()));
        }
        return settings;
    }

    private Optional<Settings.Admin> admin() {
        Optional<String> email = variables.value("ADMIN_EMAIL");
        Optional<Secret> password = variables.secret("ADMIN_PASSWORD");
        if (email.isPresent() != password.isPresent()) {
            variables.fault(
                    email.isPresent() ? "ADMIN_PASSWORD" : "ADMIN_EMAIL",
                    "ADMIN_EMAIL and ADMIN_PASSWORD go together; example: ADMIN_EMAIL=me@example.org");
        }
        email.filter(text -> !text.matches("[!-?A-~]+@[!-?A-~]+"))
                .ifPresent(text -> variables.fault("ADMIN_EMAIL", "is no e-mail address; example: me@example.org"));
        password.filter(secret -> secret.value().length() < MIN_PASSWORD_LENGTH)
                .ifPresent(secret -> variables.fault("ADMIN_PASSWORD", "must have at least 8 characters"));
        return email.flatMap(address -> password.map(secret -> new Settings.Admin(address, secret)));
    }

    private Optional<Secret> key(String name) {
        Optional<Secret> key = variables.secret(name);
        key.filter(secret -> secret.bytes().length < MIN_SECRET_BYTES)
                .ifPresent(secret ->
                        variables.fault(name, "must have at least 32 bytes; example: openssl rand -base64 48"));
        return key;
    }

    private static Integer port(String text) {
        if (!text.strip().matches("\\d{1,5}") || Integer.parseInt(text.strip()) > 65_535) {
            throw new IllegalArgumentException("must be a port from 0 to 65535; example: 8080");
        }
        return Integer.valueOf(text.strip());
    }

    private static Integer proxies(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "off", "0" -> 0;
            case "on", "1" -> 1;
            case "2" -> 2;
            case "3" -> 3;
            default ->
                throw new IllegalArgumentException(
                        "must be off, on, or how many proxies stand before the hub (1 to 3); example: on");
        };
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
