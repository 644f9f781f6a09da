package io.modehub;

import io.modehub.accounts.ApiTokens;
import io.modehub.accounts.Callers;
import io.modehub.accounts.ClientAddresses;
import io.modehub.accounts.FirstAdministrator;
import io.modehub.accounts.Links;
import io.modehub.accounts.LoginLimits;
import io.modehub.accounts.Origins;
import io.modehub.accounts.Pairing;
import io.modehub.accounts.Passwords;
import io.modehub.accounts.People;
import io.modehub.accounts.SignIn;
import io.modehub.accounts.Tokens;
import io.modehub.activity.Person;
import io.modehub.admission.Admission;
import io.modehub.admission.Limits;
import io.modehub.api.Api;
import io.modehub.chat.Chats;
import io.modehub.chat.Provider;
import io.modehub.chat.analyst.Analyst;
import io.modehub.chat.models.LanguageModels;
import io.modehub.chat.models.ModelProvider;
import io.modehub.chat.tools.Toolboxes;
import io.modehub.config.Secret;
import io.modehub.config.Settings;
import io.modehub.demo.Demo;
import io.modehub.failure.StartFailure;
import io.modehub.ingest.AgentEndpoint;
import io.modehub.ingest.Ingest;
import io.modehub.ingest.ScriptsDoor;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveEndpoint;
import io.modehub.live.LiveFrames;
import io.modehub.live.Presence;
import io.modehub.metrics.Metrics;
import io.modehub.models.Setups;
import io.modehub.models.TrainingRuns;
import io.modehub.models.remote.RemoteModel;
import io.modehub.store.ActivityStore;
import io.modehub.store.AgentStore;
import io.modehub.store.ApiTokenStore;
import io.modehub.store.AuditStore;
import io.modehub.store.ConversationStore;
import io.modehub.store.CurrentModeStore;
import io.modehub.store.Database;
import io.modehub.store.ModeStore;
import io.modehub.store.PeopleStore;
import io.modehub.store.SessionStore;
import io.modehub.store.SpanStore;
import io.modehub.store.TrainingStore;
import io.modehub.store.UserStore;
import io.modehub.timeline.DayRuns;
import io.modehub.timeline.Rollups.Touched;
import io.modehub.timeline.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: each stage is built once, by hand, and closed in reverse. */
public final class Hub {
    private static final int EVENT_LOOPS = 2;

    /** Four times what a link takes, so that whoever sends too much is read to the end and learns why. */
    private static final int MAX_FRAME_BYTES = 256 * 1024;

    /** The embedded database is stopped after that, within 8 s of both. */
    private static final int STOP_SECONDS = 6;

    /** Over so long links are sent away, so that their agents don't come to another hub all at once. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /** So many connections may wait to be accepted while a thousand agents come back at once. */
    private static final int ACCEPT_BACKLOG = 4_096;

    /** Without a byte either way for so long a connection is closed; sockets are pinged more often than that. */
    private static final int IDLE_SECONDS = 120;

    /** How late the page may learn that a role has run out; the role itself ends in time. */
    private static final int ACCOUNTS_MS = 5_000;

    private static final List<String> SUBPROTOCOLS = List.of("modehub.agent.v1", "modehub.live.v1");

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    private final Settings settings;
    private final int port;
    private final Metrics metrics = new Metrics();
    private final Vertx vertx = metrics.vertx(new VertxOptions().setEventLoopPoolSize(2 * EVENT_LOOPS));
    private final Admission admission;
    private final ClientAddresses addresses;
    private final Clock clock = Clock.systemUTC();
    private final Pool pool;
    private final Pool readers;
    private final Origins origins;
    private final Passwords passwords;
    private final FirstAdministrator administrators;
    private final Links links;
    private final People people;
    private final AuditStore audit;
    private final Pairing pairing;
    private final LiveBus bus;
    private final Presence presence;
    private final Optional<RemoteModel> remote;
    private final Ingest ingest;
    private final Upkeep upkeep;
    private final AgentEndpoint agentLinks;
    private final LiveEndpoint pages;
    private final AgentStore agents;
    private final ActivityStore activities;
    private final Chats chats;
    private final TrainingRuns training;
    private final Api api;
    private final List<String> servers = new ArrayList<>();

    /**
     * Builds all stages with the usual limits; nothing listens yet.
     *
     * @param port where it will listen
     * @param database migrated already
     * @param jwtSecret at least 32 bytes
     */
    public Hub(Settings settings, int port, Database database, Secret jwtSecret) {
        this(settings, port, database, jwtSecret, Limits.USUAL);
    }

    /** The same with other limits. */
    Hub(Settings settings, int port, Database database, Secret jwtSecret, Limits limits) {
        admission = new Admission(limits, System::nanoTime);
        admission.watch(metrics.registry());
        this.settings = settings;
        this.port = port;
        pool = database.pool(vertx);
        readers = database.readers(vertx);
        UserStore users = new UserStore(pool);
        ModeStore modes = new ModeStore(pool);
        SpanStore spans = new SpanStore(pool);
        CurrentModeStore currentModes = new CurrentModeStore(pool);
        agents = new AgentStore(pool);
        activities = new ActivityStore(pool);
        origins = new Origins(settings.publicUrl(), port);
        Tokens tokens = new Tokens(vertx, jwtSecret, settings.jwtSecretPrevious(), clock);
        passwords = new Passwords(vertx);
        bus = new LiveBus(vertx);
        PeopleStore members = new PeopleStore(pool);
        SessionStore sessions = new SessionStore(pool);
        ApiTokenStore apiTokens = new ApiTokenStore(pool);
        audit = new AuditStore(pool);
        LoginLimits logins = new LoginLimits(clock);
        administrators = new FirstAdministrator(users, passwords, clock);
        links = new Links(members, clock);
        people = new People(members, agents, links, bus, clock);
        SignIn signIn =
                new SignIn(new SignIn.Stores(users, sessions, members, audit), tokens, passwords, logins, bus, clock);
        pairing = new Pairing(agents, tokens, audit, logins, clock);
        Callers callers = new Callers(tokens, sessions, apiTokens, clock);
        addresses = new ClientAddresses(settings.trustedProxies());
        presence = new Presence(vertx, currentModes, bus, clock);
        Setups setups = new Setups();
        DayRuns days = new DayRuns(setups);
        remote = settings.remote().map(endpoint -> new RemoteModel(vertx, endpoint));
        ingest = new Ingest(vertx, database, pool, setups, remote, bus, presence, metrics, clock);
        upkeep = new Upkeep(vertx, pool, days, ingest::isBusy, this::announce, clock);
        agentLinks = new AgentEndpoint(
                new AgentEndpoint.Stages(vertx, tokens, agents, ingest, bus, presence, clock), admission);
        pages = new LiveEndpoint(
                vertx, origins, callers, addresses, currentModes, presence, bus, admission, metrics.registry(), clock);
        ConversationStore conversations = new ConversationStore(pool);
        chats = new Chats(vertx, conversations, new Toolboxes(vertx, readers, clock), provider(settings.chat()), clock);
        training = new TrainingRuns(vertx, pool, new TrainingStore(pool), bus, clock);
        api = new Api(
                vertx,
                new Api.Stores(pool, users, modes, agents, activities, spans, currentModes, conversations, audit),
                new Api.Doors(
                        ingest,
                        new ScriptsDoor(vertx, agents, ingest),
                        agentLinks,
                        pages,
                        presence,
                        bus,
                        days,
                        upkeep,
                        chats,
                        training,
                        remote,
                        metrics),
                new Api.Identity(
                        callers,
                        signIn,
                        people,
                        new ApiTokens(pool, apiTokens, bus, clock),
                        pairing,
                        origins,
                        addresses),
                setups,
                clock);
    }

    /** Tells a person's pages that other rules or models judge a stretch now. */
    private void announce(Touched touched) {
        bus.publish(touched.user(), "span/person", LiveFrames.span(Optional.empty(), touched.from(), touched.to()));
    }

    /** Who answers questions by the settings. */
    private Provider provider(Settings.Chat chat) {
        return chat.server()
                .<Provider>map(server -> {
                    ModelProvider models = new ModelProvider(
                            vertx,
                            server.provider(),
                            server.address().getHost(),
                            LanguageModels.of(vertx, chat),
                            chat.tools(),
                            clock);
                    models.warmUp();
                    return models;
                })
                .orElseGet(Analyst::new);
    }

    /** What people need to know of a hub that has started. */
    public record Started(String address, Person administrator) {}

    /** Starts ingest, then listens; blocks until that is done. */
    public Started start() {
        Future<Router> router = api.router();
        return await(ingest.start()
                .compose(nothing -> administrators.ensure(settings.admin()))
                .compose(administrator ->
                        router.compose(this::listen).map(new Started(origins.address(), administrator)))
                .onSuccess(started -> {
                    upkeep.start();
                    vertx.setPeriodic(ACCOUNTS_MS, id -> keepAccounts());
                }));
    }

    /** Ends what was granted for a time, and forgets what the audit has kept for a year. */
    private void keepAccounts() {
        people.endOverdue()
                .compose(nothing -> audit.forget(clock.instant()))
                .onFailure(failure -> LOG.warn("upkeep of accounts: {}", failure.toString()));
    }

    /** Does at once what upkeep of stored time is due; blocks until that is done. */
    public void settle() {
        await(upkeep.once());
    }

    /** A one-time address that signs the person in. */
    public String signInLink(Person person) {
        return origins.address() + await(links.signIn(person.id())).path();
    }

    /** Whether the person can't sign in by password. */
    public boolean needsLink(Person person) {
        return await(administrators.needsLink(person));
    }

    /** A code for one device of the person. */
    public String pairingCode(Person person) {
        return await(pairing.begin(person.id())).code();
    }

    /** Begins or goes on with the simulated device. */
    public void startDemo(Person owner) {
        await(Demo.start(vertx, owner, agents, activities, ingest, bus, presence, upkeep::caughtUp, clock));
    }

    /**
     * Is not ready any more, takes no new sockets, sends the open ones away over some time, commits what is under way, closes
     * everything; at most {@value #STOP_SECONDS} s.
     */
    public void stop() {
        api.stopping();
        chats.stop();
        training.stop();
        Future<Void> stopped = Future.join(agentLinks.drain(DRAIN), pages.drain(DRAIN))
                .transform(nothing -> Future.join(ingest.stop(), upkeep.stop()))
                .onComplete(nothing -> remote.ifPresent(RemoteModel::close))
                .transform(nothing -> Future.join(pool.close(), readers.close()))
                .onComplete(nothing -> passwords.close())
                .transform(nothing -> vertx.close())
                .onComplete(nothing -> metrics.close());
        try {
            stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("not everything ended within " + STOP_SECONDS + " s", e);
        }
    }

    private Future<Void> listen(Router router) {
        Future<Void> all = Future.succeededFuture();
        for (int i = 0; i < EVENT_LOOPS; i++) {
            all = all.compose(nothing -> vertx.deployVerticle(new Listener(router)))
                    .onSuccess(servers::add)
                    .mapEmpty();
        }
        return all.recover(failure -> Future.failedFuture(
                failure instanceof java.net.BindException
                        ? new StartFailure("PORT: " + port + " on " + settings.host()
                                + " is in use; stop the program that uses it, or choose another (0 takes any free one)")
                        : failure));
    }

    /** One server an event loop, all at the same port. */
    private final class Listener extends VerticleBase {
        private final Router router;

        Listener(Router router) {
            this.router = router;
        }

        @Override
        public Future<?> start() {
            metrics.watchLoop(vertx, Thread.currentThread().getName());
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                    .setHost(settings.host())
                    .setPort(port)
                    .setCompressionSupported(true)
                    // Else a connection is unknown until its first byte tells which HTTP it speaks.
                    .setHttp2ClearTextEnabled(false)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                    .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
                    .setWebSocketSubProtocols(SUBPROTOCOLS)
                    .setAcceptBacklog(ACCEPT_BACKLOG)
                    .setIdleTimeout(IDLE_SECONDS));
            Gate gate = new Gate(vertx, admission, addresses, router);
            return server.connectionHandler(gate::connected)
                    .requestHandler(gate::requested)
                    .listen();
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
