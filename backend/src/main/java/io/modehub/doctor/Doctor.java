package io.modehub.doctor;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.Settings;
import io.modehub.store.DatabaseProbe;
import io.modehub.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what a hub with these settings needs, also while it runs. Changes nothing, and blocks. */
public final class Doctor {
    /** The oldest PostgreSQL the tests know. */
    private static final int OLDEST_MAJOR = 15;

    /** Of what a hub keeps open: the pool, the readers, two lanes, and a migration. */
    private static final int CONNECTIONS_OF_A_HUB = 14;

    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration CLOCK_APART = Duration.ofSeconds(5);
    private static final long FULL_MB = 200;
    private static final long NEARLY_FULL_MB = 2_000;
    private static final long LEAST_HEAP_MB = 120;

    private final Settings settings;

    public Doctor(Settings settings) {
        this.settings = settings;
    }

    /** Everything that was looked at. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("settings", "every variable can be read"));
        findings.add(address());
        findings.add(memory());
        findings.addAll(disk());
        findings.addAll(database());
        findings.addAll(new Endpoints(settings).examine());
        return findings;
    }

    private Finding address() {
        boolean here = settings.host().equals("localhost") || settings.host().startsWith("127.");
        if (settings.publicUrl().isEmpty()) {
            return here
                    ? Finding.ok("address", "this machine alone, port " + settings.port())
                    : Finding.warning(
                            "address",
                            settings.host() + ":" + settings.port()
                                    + " without PUBLIC_URL: pages on other machines are refused",
                            "set PUBLIC_URL to the address people type, such as https://modehub.example.org");
        }
        String url = settings.publicUrl().get().toString();
        return url.startsWith("http:") && !url.contains("//localhost") && !url.contains("//127.")
                ? Finding.warning(
                        "address",
                        url + ": what people do can be read on the way",
                        "put a proxy with a certificate in front")
                : Finding.ok("address", url);
    }

    private static Finding memory() {
        long megabytes = Runtime.getRuntime().maxMemory() / 1_048_576;
        return megabytes < LEAST_HEAP_MB
                ? Finding.warning(
                        "memory",
                        "a heap of " + megabytes + " MB at most",
                        "give the hub 384 MB or more, or set -Xmx160m")
                : Finding.ok("memory", "a heap of " + megabytes + " MB at most");
    }

    private List<Finding> disk() {
        Path directory = settings.dataDir().toAbsolutePath().normalize();
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return List.of(Finding.problem(
                    "disk",
                    "DATA_DIR: " + directory + " can't be written",
                    "give the hub's user the right to write " + existing + ", or choose another directory"));
        }
        try {
            FileStore store = Files.getFileStore(existing);
            long free = store.getUsableSpace() / 1_048_576;
            String found = free + " MB free in " + directory;
            if (free < FULL_MB) {
                return List.of(
                        Finding.problem("disk", found, "free some space before PostgreSQL stops for lack of it"));
            }
            return List.of(
                    free < NEARLY_FULL_MB && settings.database().isEmpty()
                            ? Finding.warning("disk", found, "free some space, or keep activities for fewer days")
                            : Finding.ok("disk", found));
        } catch (IOException e) {
            return List.of(Finding.problem("disk", directory + ": " + e, "check that the disk is mounted and healthy"));
        }
    }

    private List<Finding> database() {
        Optional<DatabaseUrl> url = settings.database().or(() -> EmbeddedPostgres.running(settings.dataDir()));
        if (url.isEmpty()) {
            return List.of(Finding.ok("database", "the embedded one, which starts with the hub"));
        }
        try {
            return database(url.get(), DatabaseProbe.of(url.get()));
        } catch (SQLException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no answer");
            return List.of(Finding.problem(
                    "database",
                    url.get().host() + ":" + url.get().port() + "/" + url.get().database() + ": " + why,
                    "check that it runs and lets this machine in, and user, password and sslmode in DATABASE_URL"));
        }
    }

    private static List<Finding> database(DatabaseUrl url, DatabaseProbe probe) {
        List<Finding> findings = new ArrayList<>();
        String found = "PostgreSQL " + probe.version() + " at " + url.host() + ":" + url.port() + ", "
                + probe.megabytes() + " MB, answers in " + probe.roundTrip().toMillis() + " ms";
        if (probe.major() < OLDEST_MAJOR) {
            findings.add(Finding.problem("database", found, "upgrade it to " + OLDEST_MAJOR + " or newer"));
        } else if (probe.roundTrip().compareTo(SLOW) > 0) {
            findings.add(Finding.warning("database", found, "move hub and database into one region or network"));
        } else {
            findings.add(Finding.ok("database", found));
        }
        findings.add(schema(probe.schema()));
        if (!probe.unsafe().isEmpty()) {
            findings.add(Finding.problem(
                    "durability",
                    String.join(", ", probe.unsafe()) + ": the server may lose what it has acknowledged",
                    "turn it on in postgresql.conf"));
        }
        int free = probe.mostConnections() - probe.connections();
        if (free < CONNECTIONS_OF_A_HUB) {
            findings.add(Finding.warning(
                    "connections",
                    probe.connections() + " of " + probe.mostConnections() + " are in use",
                    "a hub takes up to " + CONNECTIONS_OF_A_HUB
                            + ", twice that during a deploy: raise max_connections"));
        } else {
            findings.add(
                    Finding.ok("connections", probe.connections() + " of " + probe.mostConnections() + " are in use"));
        }
        Duration apart = probe.clock().abs();
        findings.add(
                apart.compareTo(CLOCK_APART) > 0
                        ? Finding.problem(
                                "clock",
                                "the database's is " + probe.clock().toSeconds() + " s away from this machine's",
                                "let both keep time by NTP (timedatectl set-ntp true)")
                        : Finding.ok("clock", "within " + Math.max(1, apart.toMillis()) + " ms of the database's"));
        return findings;
    }

    private static Finding schema(DatabaseProbe.Schema schema) {
        return switch (schema) {
            case CURRENT -> Finding.ok("schema", "current");
            case OLDER -> Finding.ok("schema", "the next start brings it up to date");
            case NEWER ->
                Finding.problem(
                        "schema",
                        "written by a newer hub than this",
                        "run the newer version, or restore a back-up from before the upgrade");
        };
    }
}
