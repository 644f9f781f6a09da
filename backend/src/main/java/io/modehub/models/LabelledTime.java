package io.modehub.models;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Label;
import io.modehub.activity.Mode;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.classify.FeatureReader;
import io.modehub.classify.FeatureVector;
import io.modehub.protocol.Activity;
import io.modehub.spans.DayFold;
import io.modehub.store.ActivityStore;
import io.modehub.store.ActivityStore.Window;
import io.modehub.store.DayStore;
import io.modehub.store.DayStore.Piece;
import io.modehub.store.ModeStore;
import io.modehub.store.Snapshot;
import io.modehub.store.SpanStore;
import io.modehub.store.VerificationStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows a person's labels make: activities that are still kept, inside what they said, with what they said last. Nothing but
 * people's words is learned from.
 */
public final class LabelledTime {
    /** One row at most so often: neighbours are nearly alike. */
    private static final Duration EVERY = Duration.ofSeconds(30);

    /** A correction weighs so many times a word that agrees with what was predicted. */
    private static final float CORRECTION = 3;

    private static final int PAGE = 1_000;
    private static final int MOST_LABELS = 20_000;

    private final Pool pool;
    private final SpanStore spans;
    private final Clock clock;

    public LabelledTime(Pool pool, SpanStore spans, Clock clock) {
        this.pool = pool;
        this.spans = spans;
        this.clock = clock;
    }

    /** The rows of a person, agent by agent in order of time; hours read in that zone. */
    Future<List<Row>> rows(UserId user, ZoneId zone) {
        Thinning rows = new Thinning();
        return words(user)
                .compose(words -> visit(
                        user,
                        words,
                        zone,
                        taken -> rows.add(Row.of(
                                taken.features,
                                java.util.Objects.requireNonNull(words.key(taken.mode)),
                                taken.activity.app(),
                                taken.agrees ? 1 : CORRECTION,
                                taken.when))))
                .map(nothing -> rows.rows());
    }

    /** The same as lines of a training table, modes by their names of today. */
    Future<List<TrainingLine>> lines(UserId user, ZoneId zone) {
        List<TrainingLine> lines = new ArrayList<>();
        return ModeStore.list(pool, user).map(Modes::new).compose(modes -> words(user)
                .compose(words -> visit(
                        user,
                        words,
                        zone,
                        taken -> lines.add(TrainingLine.of(taken.activity, modes.name(taken.mode), zone))))
                .map(nothing -> lines));
    }

    private Future<Void> visit(UserId user, Words words, ZoneId zone, Consumer<Taken> visitor) {
        return VerificationStore.agents(pool, user).compose(agents -> {
            Future<Void> done = Future.succeededFuture();
            for (AgentRef agent : agents) {
                done = done.compose(nothing -> visit(new Sampling(agent, words, zone, visitor), agent, words));
            }
            return done;
        });
    }

    /** All that the person has said so far. */
    Future<Words> words(UserId user) {
        return ModeStore.list(pool, user).compose(modes -> labels(user, null, new ArrayList<>())
                .map(labels -> new Words(modes, labels, clock.instant())));
    }

    private Future<List<Label>> labels(UserId user, @Nullable Long before, List<Label> found) {
        return spans.labelsBefore(user, before, PAGE).compose(page -> {
            found.addAll(page);
            return page.size() < PAGE || found.size() >= MOST_LABELS
                    ? Future.succeededFuture(found)
                    : labels(user, page.get(page.size() - 1).id(), found);
        });
    }

    private Future<Void> visit(Sampling sampling, AgentRef agent, Words words) {
        Future<Void> done = Future.succeededFuture();
        for (LocalDate day : words.days(agent.key())) {
            Instant start = DayFold.startOf(day);
            Instant end = DayFold.startOf(day.plusDays(1));
            done = done.compose(
                    nothing -> Snapshot.read(pool, connection -> DayStore.pieces(connection, agent, start, end)
                            .compose(pieces -> {
                                sampling.begin(start, pieces);
                                return ActivityStore.eachPage(
                                        connection, agent.key(), start.minus(DayFold.MARGIN), end, sampling::add);
                            })));
        }
        return done;
    }

    /** What a person said, by what classifiers call it. */
    static final class Words {
        private final Map<Integer, String> keys;
        private final List<Label> labels;
        private final Instant now;

        Words(List<Mode> modes, List<Label> labels, Instant now) {
            Modes names = new Modes(modes);
            this.keys = modes.stream()
                    .filter(mode -> !mode.builtIn())
                    .collect(Collectors.toMap(
                            Mode::id, mode -> names.origin(mode.id()).orElseThrow()));
            this.labels = labels.stream()
                    .filter(label -> keys.containsKey(label.modeId()))
                    .sorted((a, b) -> Long.compare(b.id(), a.id()))
                    .toList();
            this.now = now;
        }

        SortedSet<LocalDate> days(int agentKey) {
            SortedSet<LocalDate> days = new TreeSet<>();
            for (Label label : labels) {
                if (label.agentKey().orElse(agentKey) == agentKey) {
                    LocalDate last = DayFold.dayOf(to(label).minusMillis(1));
                    for (LocalDate day = DayFold.dayOf(label.from()); !day.isAfter(last); day = day.plusDays(1)) {
                        days.add(day);
                    }
                }
            }
            return days;
        }

        /** The labels that touch a day, the last said first. */
        List<Label> of(int agentKey, Instant from, Instant to) {
            return labels.stream()
                    .filter(label -> label.agentKey().orElse(agentKey) == agentKey)
                    .filter(label -> label.from().isBefore(to) && to(label).isAfter(from))
                    .toList();
        }

        private Instant to(Label label) {
            return label.to().filter(to -> to.isBefore(now)).orElse(now);
        }

        Optional<Label> at(List<Label> some, Instant moment) {
            return some.stream()
                    .filter(label -> !label.from().isAfter(moment) && to(label).isAfter(moment))
                    .findFirst();
        }

        @Nullable String key(int modeId) {
            return keys.get(modeId);
        }
    }

    /**
     * A labelled moment.
     *
     * @param features valid until the next
     * @param agrees whether that is what was predicted too
     */
    private record Taken(Activity activity, FeatureVector features, int mode, boolean agrees, Row.When when) {}

    /** Takes moments from one agent's days; sessions are numbered over all of them. */
    private static final class Sampling {
        private final AgentRef agent;
        private final Words words;
        private final ZoneId zone;
        private final Consumer<Taken> visitor;
        private Instant taken = Instant.MIN;
        private int session;
        private Instant start = Instant.MIN;
        private FeatureReader reader;
        private List<Label> labels = List.of();
        private List<Piece> pieces = List.of();
        private int piece;

        Sampling(AgentRef agent, Words words, ZoneId zone, Consumer<Taken> visitor) {
            this.agent = agent;
            this.words = words;
            this.zone = zone;
            this.visitor = visitor;
            this.reader = new FeatureReader(zone);
        }

        /** Another day, which was predicted like that. */
        void begin(Instant day, List<Piece> predicted) {
            start = day;
            reader = new FeatureReader(zone);
            labels = words.of(agent.key(), start, start.plus(Duration.ofDays(1)));
            pieces = predicted;
            piece = 0;
        }

        /** The next windows of the day, and of the hour before it. */
        void add(List<Window> windows) {
            for (Window window : windows) {
                Activity activity = window.activity();
                FeatureVector features = reader.next(activity);
                session += reader.isFresh() ? 1 : 0;
                while (piece < pieces.size() && !pieces.get(piece).to().isAfter(activity.at())) {
                    piece++;
                }
                Optional<Label> said =
                        activity.at().isBefore(start) ? Optional.empty() : words.at(labels, activity.at());
                if (said.isEmpty() || activity.at().isBefore(taken.plus(EVERY))) {
                    continue;
                }
                taken = activity.at();
                int mode = said.get().modeId();
                boolean agrees = piece < pieces.size() && pieces.get(piece).modeId() == mode;
                Row.When when = new Row.When(LocalDate.ofInstant(activity.at(), zone), session);
                visitor.accept(new Taken(activity, features, mode, agrees, when));
            }
        }
    }
}
