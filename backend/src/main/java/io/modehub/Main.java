package io.modehub;

import io.modehub.api.Api;
import io.modehub.config.DatabaseUrl;
import io.modehub.config.Environment;
import io.modehub.config.FreePort;
import io.modehub.config.Secret;
import io.modehub.config.Settings;
import io.modehub.failure.StartFailure;
import io.modehub.store.Database;
import io.modehub.store.EmbeddedPostgres;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Environment → settings → database → hub. What can't start says why in one sentence and ends with status 1. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String DEMO = "--demo";
    private static final String LOCAL = "--local";
    private static final List<String> COMMANDS =
            List.of("verify", "doctor", "health", "backup FILE", "restore FILE", "reset-password EMAIL");
    static final String READY_FILE = "hub.json";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Main() {}

    /**
     * Runs a hub until it is told to stop, or one command.
     *
     * @param args {@code verify}: check what is kept and end; {@code doctor}: check what the hub needs; {@code health}: ask a
     *     running one; {@code backup FILE} and {@code restore FILE}; {@code reset-password EMAIL}: print a link and end;
     *     {@code --local}: print a sign-in link and leave a pairing code for this machine's agent in {@code hub.json};
     *     {@code --demo}: show a simulated device
     */
    public static void main(String[] args) throws InterruptedException {
        Main main = new Main();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.close();
            stopped.countDown();
        }));
        try {
            OptionalInt status = command(List.of(args));
            if (status.isPresent()) {
                System.exit(status.getAsInt());
            }
            main.start(Set.copyOf(List.of(args)));
        } catch (StartFailure e) {
            System.err.println("modehub: " + e.getMessage());
            LOG.debug("start failed", e);
            System.exit(1);
        } catch (RuntimeException e) {
            LOG.error("the hub could not start", e);
            System.exit(1);
        }
        stopped.await();
    }

    /** The exit status of what ends by itself; empty: a hub is to run. */
    private static OptionalInt command(List<String> words) {
        Map<String, String> environment = System.getenv();
        if (words.equals(List.of("doctor"))) {
            return OptionalInt.of(DoctorCommand.run(environment));
        }
        if (words.equals(List.of("health"))) {
            return OptionalInt.of(HealthCommand.run(environment));
        }
        if (words.equals(List.of("verify"))) {
            return OptionalInt.of(VerifyCommand.run(Environment.read(environment)));
        }
        if (words.size() == 2 && words.get(0).equals("reset-password")) {
            return OptionalInt.of(ResetPasswordCommand.run(Environment.read(environment), words.get(1)));
        }
        if (words.size() == 2 && words.get(0).equals("backup")) {
            return OptionalInt.of(BackupCommand.backup(Environment.read(environment), Path.of(words.get(1))));
        }
        if (words.size() == 2 && words.get(0).equals("restore")) {
            return OptionalInt.of(BackupCommand.restore(Environment.read(environment), Path.of(words.get(1))));
        }
        return OptionalInt.empty();
    }

    private void start(Set<String> flags) {
        Optional<String> unknown = flags.stream()
                .filter(flag -> !flag.equals(DEMO) && !flag.equals(LOCAL))
                .findFirst();
        if (unknown.isPresent()) {
            throw new StartFailure("unknown word " + unknown.get() + "; known are " + String.join(", ", COMMANDS) + ", "
                    + DEMO + " and " + LOCAL);
        }
        Settings settings = Environment.read(System.getenv());
        DataDirectory data = opened(DataDirectory.open(settings.dataDir()));
        requireFree(settings.host(), settings.port());
        // On another core while the database starts or is brought up to date.
        Thread ahead = new Thread(Api::prepare, "prepare");
        ahead.setDaemon(true);
        ahead.start();
        DatabaseUrl url = settings.database()
                .orElseGet(() -> opened(EmbeddedPostgres.start(data.path())).url());
        Database database = new Database(url);
        database.migrate();
        Secret secret = settings.jwtSecret().orElseGet(data::jwtSecret);
        int port = settings.port() == 0 ? FreePort.find() : settings.port();
        Hub hub = new Hub(settings, port, database, secret);
        open.push(hub::stop);
        Hub.Started started = hub.start();
        JsonObject ready = JsonObject.of(
                "url",
                started.address(),
                "port",
                port,
                "pid",
                ProcessHandle.current().pid());
        if (flags.contains(LOCAL)) {
            ready.put("pairingCode", hub.pairingCode(started.administrator()));
        }
        data.write(READY_FILE, ready.encode());
        open.push(() -> data.remove(READY_FILE));
        System.out.println("Modehub is at " + started.address() + ", its data in " + data.path());
        if (flags.contains(LOCAL) || hub.needsLink(started.administrator())) {
            System.out.println("Sign in once with " + hub.signInLink(started.administrator()));
        }
        if (flags.contains(DEMO)) {
            hub.startDemo(started.administrator());
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping: {}", e.toString());
            }
        }
    }

    /** Says so before a database is started for nothing. */
    private static void requireFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StartFailure(
                    "PORT: " + port + " on " + host
                            + " is in use or not allowed; stop the program that uses it, or choose another (0 takes any free one)");
        }
    }
}
