package io.modehub.api;

import io.modehub.accounts.ApiTokens;
import io.modehub.accounts.Callers;
import io.modehub.accounts.ClientAddresses;
import io.modehub.accounts.Origins;
import io.modehub.accounts.Pairing;
import io.modehub.accounts.People;
import io.modehub.accounts.SignIn;
import io.modehub.chat.Chats;
import io.modehub.ingest.AgentEndpoint;
import io.modehub.ingest.Ingest;
import io.modehub.ingest.ScriptsDoor;
import io.modehub.interop.Export;
import io.modehub.interop.Import;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveEndpoint;
import io.modehub.live.Presence;
import io.modehub.metrics.Metrics;
import io.modehub.models.LabelledTime;
import io.modehub.models.Lessons;
import io.modehub.models.ModelComparison;
import io.modehub.models.Questions;
import io.modehub.models.Retraining;
import io.modehub.models.Setups;
import io.modehub.models.TrainingRuns;
import io.modehub.models.remote.RemoteModel;
import io.modehub.store.ActivityStore;
import io.modehub.store.AgentStore;
import io.modehub.store.AuditStore;
import io.modehub.store.ContentStore;
import io.modehub.store.ConversationStore;
import io.modehub.store.CurrentModeStore;
import io.modehub.store.GoalStore;
import io.modehub.store.LogStore;
import io.modehub.store.ModeStore;
import io.modehub.store.SpanStore;
import io.modehub.store.TrainingStore;
import io.modehub.store.UserStore;
import io.modehub.timeline.DayRuns;
import io.modehub.timeline.RulePreview;
import io.modehub.timeline.Summaries;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.Timelines;
import io.modehub.timeline.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the resources behind their operations. */
public final class Api {
    private final Vertx vertx;
    private final Stores stores;
    private final Doors doors;
    private final Identity identity;
    private final Setups setups;
    private final Clock clock;
    private final HealthResource health;

    public Api(Vertx vertx, Stores stores, Doors doors, Identity identity, Setups setups, Clock clock) {
        this.vertx = vertx;
        this.stores = stores;
        this.doors = doors;
        this.identity = identity;
        this.setups = setups;
        this.clock = clock;
        String version = Api.class.getPackage().getImplementationVersion();
        String commit = System.getProperty("modehub.commit", "unknown");
        this.health = new HealthResource(
                stores.pool(),
                doors.ingest(),
                doors.agents(),
                doors.remote(),
                doors.metrics(),
                new HealthResource.Build(version == null ? "development" : version, commit));
    }

    /** What the resources read and write. */
    public record Stores(
            Pool pool,
            UserStore users,
            ModeStore modes,
            AgentStore agents,
            ActivityStore activities,
            SpanStore spans,
            CurrentModeStore currentModes,
            ConversationStore conversations,
            AuditStore audit) {}

    /** The ways in and out besides REST, and who looks after what came in. */
    public record Doors(
            Ingest ingest,
            ScriptsDoor scripts,
            AgentEndpoint agents,
            LiveEndpoint pages,
            Presence presence,
            LiveBus bus,
            DayRuns days,
            Upkeep upkeep,
            Chats chats,
            TrainingRuns training,
            Optional<RemoteModel> remote,
            Metrics metrics) {}

    /** Who may come in, and from where. */
    public record Identity(
            Callers callers,
            SignIn signIn,
            People people,
            ApiTokens tokens,
            Pairing pairing,
            Origins origins,
            ClientAddresses addresses) {}

    /** Reads what every hub's API needs, which may be done before there is a database. Blocks. */
    public static void prepare() {
        Contract.shipped();
    }

    public Future<Router> router() {
        return new HttpApi(
                        vertx,
                        identity.callers(),
                        identity.addresses(),
                        identity.origins(),
                        new AuditTrail(stores.audit(), clock))
                .router(
                        operations(),
                        health,
                        new PrototypeResource(
                                stores.users(), stores.agents(), stores.activities(), doors.scripts(), clock),
                        doors.agents(),
                        doors.pages());
    }

    /** From now on the hub says that it isn't ready. */
    public void stopping() {
        health.stopping();
    }

    private Map<String, Handler<RoutingContext>> operations() {
        AuthResource auth = new AuthResource(identity.signIn(), stores.users(), identity.origins(), clock);
        TimeChanges changes = new TimeChanges(stores.pool(), clock);
        ModeResource modes =
                new ModeResource(stores.modes(), stores.currentModes(), stores.agents(), changes, doors.bus(), clock);
        AgentResource agents = new AgentResource(
                stores.agents(), identity.pairing(), changes, doors.presence(), doors.bus(), identity.origins());
        ActivityResource activities = new ActivityResource(
                stores.activities(), new LogStore(stores.pool()), stores.agents(), doors.scripts(), clock);
        Timelines timelines = new Timelines(stores.spans(), clock);
        TimeResource time = new TimeResource(
                timelines,
                new ContentStore(stores.pool()),
                new Summaries(vertx, stores.pool(), clock),
                stores.agents(),
                stores.modes(),
                stores.users(),
                clock);
        LabelResource labels = new LabelResource(
                stores.spans(),
                stores.agents(),
                time,
                new SpanFinder(stores.spans(), timelines, clock),
                changes,
                doors.bus(),
                clock);
        ClassifyResource classify = new ClassifyResource(
                vertx, stores.pool(), setups, new Questions(stores.pool(), doors.remote()), stores.modes(), clock);
        InteropResource interop = new InteropResource(
                new Export(stores.pool(), clock),
                new Import(new Import.Stages(
                        vertx, stores.pool(), changes, doors.days(), doors.upkeep(), doors.bus(), clock)),
                clock);
        Map<String, Handler<RoutingContext>> operations = new HashMap<>();
        operations.put("login", auth::login);
        operations.put("redeemLink", auth::redeemLink);
        operations.put("refresh", auth::refresh);
        operations.put("logout", auth::logout);
        operations.put("getMe", auth::me);
        operations.put("updateMe", auth::updateMe);
        putAccounts(operations);
        MyDataResource mine = new MyDataResource(stores.users(), identity.people());
        operations.put("deleteMe", mine::deleteMe);
        operations.put("getRetention", mine::retention);
        operations.put("setRetention", mine::setRetention);
        operations.put("listActivities", activities::list);
        operations.put("postActivities", activities::post);
        operations.put("listAppSpans", activities::listAppSpans);
        operations.put("listSignals", activities::listSignals);
        operations.put("listModes", modes::list);
        operations.put("addMode", modes::add);
        operations.put("getCurrentModes", modes::current);
        operations.put("setCurrentMode", modes::setCurrent);
        operations.put("updateMode", modes::update);
        operations.put("deleteMode", modes::delete);
        RuleResource rules = new RuleResource(stores.pool(), changes, doors.upkeep(), doors.bus(), clock);
        operations.put("listRules", rules::list);
        operations.put("addRule", rules::add);
        operations.put("updateRule", rules::update);
        operations.put("deleteRule", rules::delete);
        RulePastResource rulesPast = new RulePastResource(
                stores.pool(),
                new RulePreview(vertx, stores.pool(), setups, clock),
                changes,
                doors.upkeep(),
                doors.bus(),
                clock);
        operations.put("previewRules", rulesPast::preview);
        operations.put("applyRules", rulesPast::apply);
        operations.put("listRuleApplications", rulesPast::applications);
        operations.put("undoRules", rulesPast::undo);
        GoalResource goals = new GoalResource(new GoalStore(stores.pool()), stores.modes(), doors.bus());
        operations.put("listGoals", goals::list);
        operations.put("putGoal", goals::put);
        operations.put("deleteGoal", goals::delete);
        operations.put("listSpans", time::listSpans);
        operations.put("correctSpan", labels::correct);
        operations.put("listLabels", labels::list);
        operations.put("addLabel", labels::add);
        operations.put("deleteLabel", labels::delete);
        operations.put("deleteLabelBatch", labels::deleteBatch);
        operations.put("getSummary", time::summary);
        operations.put("listAgents", agents::list);
        operations.put("beginPairing", agents::beginPairing);
        operations.put("renameAgent", agents::rename);
        operations.put("revokeAgent", agents::revoke);
        operations.put("deleteAgent", agents::delete);
        operations.put("pair", agents::pair);
        operations.put("classify", classify::classify);
        putModels(operations, changes);
        ChatResource chat = new ChatResource(doors.chats(), stores.conversations(), stores.users(), clock);
        operations.put("describeChat", chat::describe);
        operations.put("setChatTitles", chat::setTitles);
        operations.put("ask", chat::ask);
        operations.put("listConversations", chat::list);
        operations.put("getConversation", chat::find);
        operations.put("deleteConversation", chat::delete);
        RemoteModelResource remote = new RemoteModelResource(stores.pool(), doors.remote());
        operations.put("getRemoteModel", remote::describe);
        operations.put("setRemoteTitles", remote::setTitles);
        operations.put("exportAll", interop::export);
        operations.put("importFile", interop::importFile);
        return operations;
    }

    private void putAccounts(Map<String, Handler<RoutingContext>> operations) {
        AccountResource account = new AccountResource(identity.signIn(), identity.people());
        operations.put("changePassword", account::changePassword);
        operations.put("listSessions", account::sessions);
        operations.put("endSession", account::endSession);
        operations.put("endOtherSessions", account::endOtherSessions);
        operations.put("endMyGrant", account::endGrant);
        TokenResource tokens = new TokenResource(identity.tokens());
        operations.put("listTokens", tokens::list);
        operations.put("makeToken", tokens::make);
        operations.put("revokeToken", tokens::revoke);
        CollectionResource collection =
                new CollectionResource(stores.pool(), stores.agents(), doors.presence(), doors.bus(), clock);
        operations.put("describeCollection", collection::describe);
        operations.put("setCollection", collection::set);
        AuditResource audit = new AuditResource(stores.audit());
        operations.put("listMyAudit", audit::mine);
        operations.put("listAudit", audit::list);
        PeopleResource people = new PeopleResource(identity.people(), identity.origins());
        operations.put("listPeople", people::list);
        operations.put("invite", people::invite);
        operations.put("updatePerson", people::update);
        operations.put("deletePerson", people::delete);
        operations.put("makeLink", people::link);
        operations.put("grantRole", people::grant);
        operations.put("endGrant", people::endGrant);
    }

    private void putModels(Map<String, Handler<RoutingContext>> operations, TimeChanges changes) {
        TrainingStore runs = new TrainingStore(stores.pool());
        LabelledTime labelled = new LabelledTime(stores.pool(), stores.spans(), clock);
        ModelResource models = new ModelResource(
                vertx,
                stores.pool(),
                setups,
                new Retraining(runs, clock),
                new ModelComparison(stores.pool(), setups, labelled),
                doors.remote().isPresent(),
                changes,
                doors.upkeep(),
                doors.bus(),
                clock);
        operations.put("listModels", models::list);
        operations.put("getModel", models::find);
        operations.put("compareModel", models::compare);
        operations.put("renameModel", models::rename);
        operations.put("activateModel", models::activate);
        operations.put("rollBackModel", models::rollBack);
        operations.put("setPace", models::setPace);
        operations.put("deleteModel", models::delete);
        TrainingResource training = new TrainingResource(
                doors.training(),
                runs,
                new Lessons(vertx, stores.pool(), stores.users(), labelled),
                stores.modes(),
                clock);
        operations.put("train", training::train);
        operations.put("exportTrainingTable", training::table);
        operations.put("listTrainingRuns", training::list);
        operations.put("getTrainingRun", training::find);
        operations.put("cancelTraining", training::cancel);
        operations.put("listContradictions", training::contradictions);
    }
}
