package io.modehub;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.Secret;
import io.modehub.config.Settings;
import io.modehub.store.Backup;
import io.modehub.store.Database;
import io.modehub.store.EmbeddedPostgres;
import io.modehub.store.Restore;
import java.nio.file.Path;
import java.util.Optional;

/** {@code modehub backup FILE} and {@code modehub restore FILE}: all that a hub keeps as one file, and back again. */
final class BackupCommand {
    private BackupCommand() {}

    /** Also while hubs run on the database. */
    static int backup(Settings settings, Path file) {
        Optional<DatabaseUrl> running = settings.database().or(() -> EmbeddedPostgres.running(settings.dataDir()));
        if (running.isPresent()) {
            return backup(settings, running.get(), file);
        }
        try (DataDirectory data = DataDirectory.open(settings.dataDir());
                EmbeddedPostgres server = EmbeddedPostgres.start(data.path())) {
            return backup(settings, server.url(), file);
        }
    }

    /** Into an empty database; with the embedded one no hub may run. */
    static int restore(Settings settings, Path file) {
        try (Restore restore = Restore.from(file);
                DataDirectory data = DataDirectory.open(settings.dataDir())) {
            Backup.Report report;
            if (settings.database().isPresent()) {
                report = restore.into(new Database(settings.database().get()));
            } else {
                try (EmbeddedPostgres server = EmbeddedPostgres.start(data.path())) {
                    report = restore.into(new Database(server.url()));
                }
            }
            System.out.println("restored " + report);
            restore.secret().ifPresent(secret -> keep(settings, data, secret));
            return 0;
        }
    }

    private static int backup(Settings settings, DatabaseUrl url, Path file) {
        Optional<Secret> made = settings.jwtSecret().isPresent()
                ? Optional.empty()
                : DataDirectory.existingJwtSecret(settings.dataDir());
        System.out.println("wrote " + new Backup(new Database(url)).write(file, made) + " to " + file.toAbsolutePath());
        return 0;
    }

    private static void keep(Settings settings, DataDirectory data, Secret secret) {
        if (settings.jwtSecret().isPresent()) {
            System.out.println(
                    "JWT_SECRET is set, so the signing secret of the back-up is not used: people sign in and devices"
                            + " pair again unless it is the same");
        } else {
            data.write(DataDirectory.JWT_SECRET, secret.value());
        }
    }
}
