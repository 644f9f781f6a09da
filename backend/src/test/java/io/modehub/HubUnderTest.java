package io.modehub;

import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.admission.Limits;
import io.modehub.config.DatabaseUrl;
import io.modehub.config.FreePort;
import io.modehub.config.RemoteClassifier;
import io.modehub.config.Secret;
import io.modehub.config.Settings;
import io.modehub.models.Setups;
import io.modehub.store.Database;
import io.modehub.store.UserStore;
import io.modehub.timeline.Verification;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real hub on a real database of its own, and the callers who talk to it. */
public final class HubUnderTest implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    /** The administrator's, who can sign in by password. */
    public static final String EMAIL = "admin@example.org";

    public static final String PASSWORD = "correct horse";

    /** What every hub of these tests signs with. */
    public static final Secret JWT_SECRET = new Secret("a secret of the tests, long enough to sign with");

    private final Optional<DatabaseUrl> given;
    private final Optional<URI> publicUrl;
    private final Supplier<Settings.Chat> chat;
    private final Supplier<Optional<RemoteClassifier>> remote;
    private Limits limits = Limits.USUAL;
    private DatabaseUrl url;
    private Vertx vertx;
    private Pool pool;
    private Hub hub;
    private Person administrator;
    private int port;
    private boolean stopped;

    private HubUnderTest(
            Optional<DatabaseUrl> given,
            Optional<URI> publicUrl,
            Supplier<Settings.Chat> chat,
            Supplier<Optional<RemoteClassifier>> remote) {
        this.given = given;
        this.publicUrl = publicUrl;
        this.chat = chat;
        this.remote = remote;
    }

    private HubUnderTest(Optional<DatabaseUrl> given, Optional<URI> publicUrl) {
        this(given, publicUrl, () -> Settings.Chat.EMBEDDED, Optional::empty);
    }

    /** A hub on an empty database with that remote classifier; asked for when it starts. */
    public static HubUnderTest classifiedBy(Supplier<RemoteClassifier> remote) {
        return new HubUnderTest(
                Optional.empty(), Optional.empty(), () -> Settings.Chat.EMBEDDED, () -> Optional.of(remote.get()));
    }

    /** A hub on an empty database whose questions are answered so; asked for when it starts. */
    public static HubUnderTest answeredBy(Supplier<Settings.Chat> chat) {
        return new HubUnderTest(Optional.empty(), Optional.empty(), chat, Optional::empty);
    }

    /** A hub on an empty database; a class registers it as an extension. */
    public static HubUnderTest fresh() {
        return new HubUnderTest(Optional.empty(), Optional.empty());
    }

    /** A hub on an empty database that takes on no more than that. */
    public static HubUnderTest limitedTo(Limits limits) {
        HubUnderTest hub = fresh();
        hub.limits = limits;
        return hub;
    }

    /** A hub at that public address. */
    public static HubUnderTest at(String publicUrl) {
        return new HubUnderTest(Optional.empty(), Optional.of(URI.create(publicUrl)));
    }

    /** A hub that runs already, on that database. */
    public static HubUnderTest startedOn(DatabaseUrl url) {
        HubUnderTest started = new HubUnderTest(Optional.of(url), Optional.empty());
        started.start();
        return started;
    }

    /** A second hub that runs on this one's database. */
    public HubUnderTest another() {
        return startedOn(url);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    /** Whatever the tests did to it, what is stored must be what activities and labels make of it. */
    @Override
    public void afterAll(ExtensionContext context) {
        try {
            requireTruth();
        } finally {
            close();
        }
    }

    /** Fails where what is stored isn't what activities and labels make of it. */
    public void requireTruth() {
        Verification.Report report = verify();
        if (report.differences() > 0) {
            throw new AssertionError(report + "\n" + String.join("\n", report.shown()));
        }
    }

    private void start() {
        url = given.orElseGet(TestPostgres::freshDatabase);
        vertx = Vertx.vertx();
        Database database = new Database(url);
        database.migrate();
        pool = database.pool(vertx);
        port = FreePort.find();
        Settings settings = new Settings(
                port,
                "127.0.0.1",
                publicUrl,
                Optional.of(url),
                Path.of("unused"),
                Optional.of(JWT_SECRET),
                Optional.empty(),
                Optional.of(new Settings.Admin(EMAIL, new Secret(PASSWORD))),
                1,
                chat.get(),
                remote.get());
        hub = new Hub(settings, port, database, JWT_SECRET, limits);
        administrator = hub.start().administrator();
    }

    /** Waits until what is due of the upkeep of stored time is done: finished days are smoothed, quarter-hours sealed. */
    public void settle() {
        hub.settle();
    }

    /** What is kept beside what activities and labels make of it. */
    public Verification.Report verify() {
        return await(new Verification(vertx, pool, new Setups(), Clock.systemUTC()).run());
    }

    /** Stops the hub; those who talk to it stay. */
    public void stop() {
        if (!stopped) {
            stopped = true;
            hub.stop();
        }
    }

    @Override
    public void close() {
        stop();
        await(pool.close());
        await(vertx.close());
    }

    public int port() {
        return port;
    }

    /** For tests that need an event loop of their own. */
    public Vertx vertx() {
        return vertx;
    }

    /** For tests that build a part of the hub beside it. */
    public Pool pool() {
        return pool;
    }

    public DatabaseUrl database() {
        return url;
    }

    public Person administrator() {
        return administrator;
    }

    /** A caller without a token. */
    public Rest nobody() {
        return withToken(null);
    }

    /** A caller with that token. */
    public Rest withToken(String token) {
        return new Rest("http://127.0.0.1:" + port, token);
    }

    public Rest admin() {
        return withToken(tokenOf(administrator));
    }

    /** A person nobody has met before, who holds that role alone and has signed in. */
    public Rest newcomer(Role role) {
        return withToken(tokenOf(newPerson(role)));
    }

    /** A person nobody has met before. */
    public Person newPerson(Role role) {
        return await(
                new UserStore(pool).create(UUID.randomUUID() + "@example.org", "Somebody", null, Set.of(role.wire())));
    }

    /** An access token of that person. */
    public String tokenOf(Person person) {
        String link = hub.signInLink(person);
        return nobody().post("auth/link", JsonObject.of("token", link.substring(link.indexOf("token=") + 6)))
                .json()
                .getString("accessToken");
    }

    /** A script of that person's, whose personal API token has that scope. */
    public Rest script(Rest owner, String... scopes) {
        return withToken(owner.post(
                        "me/tokens",
                        JsonObject.of(
                                "name",
                                "Script",
                                "scopes",
                                new JsonArray(List.of(scopes)),
                                "expiresAt",
                                Instant.now().plusSeconds(3_600).toString()))
                .json()
                .getString("token"));
    }

    /** A paired device. */
    public record Device(String id, String token) {}

    /** Pairs a device of that person's. */
    public Device pair(Rest owner) {
        String code = owner.post("agents/pairings", "{}").json().getString("code");
        JsonObject paired = nobody().post(
                        "pair",
                        JsonObject.of(
                                "code",
                                code,
                                "name",
                                "Laptop",
                                "platform",
                                "linux",
                                "deviceId",
                                UUID.randomUUID().toString()))
                .json();
        return new Device(paired.getString("agentId"), paired.getString("token"));
    }

    /** An agent link that has not said hello; throws {@link Socket.Refused}. */
    public AgentSocket agent(Device device) {
        return new AgentSocket(
                socket("/ws/agent", "modehub.agent.v1", Map.of("Authorization", "Bearer " + device.token())));
    }

    /** A live link that has not shown a token; throws {@link Socket.Refused}. */
    public Socket live() {
        return socket("/ws/live", "modehub.live.v1", Map.of());
    }

    public Socket socket(String path, String subprotocol, Map<String, String> headers) {
        return Socket.open(vertx, port, path, subprotocol, headers);
    }

    /** What the database holds, read by a connection of its own. */
    public List<Map<String, Object>> rows(String sql, Object... arguments) {
        try (Connection connection = TestPostgres.connect(url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sequence numbers of a device's stored activities, in order. */
    public List<Long> stored(Device device) {
        return rows("""
                        select x.seq from activities x join streams s on s.key = x.stream_key
                          join agents a on a.key = s.agent_key where a.id = ?::uuid order by x.seq
                        """, device.id()).stream().map(row -> (Long) row.get("seq")).toList();
    }

    /** How far a device's streams are durable, by stream. */
    public Map<UUID, Long> acked(Device device) {
        Map<UUID, Long> acked = new HashMap<>();
        rows(
                        "select s.stream, s.acked from streams s join agents a on a.key = s.agent_key where a.id = ?::uuid",
                        device.id())
                .forEach(row -> acked.put((UUID) row.get("stream"), (Long) row.get("acked")));
        return acked;
    }

    /** What a future brings, within a patience no test should need. */
    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(120, TimeUnit.SECONDS)
                .join();
    }
}
