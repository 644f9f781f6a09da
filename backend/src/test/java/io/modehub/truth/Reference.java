package io.modehub.truth;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.truth.Question.Answer;
import io.modehub.truth.Strip.Piece;
import io.modehub.truth.Windows.Reported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What counts as what time, by the rules of {@code docs/time.md} and nothing else: no SQL, no sums kept, no hurry. */
final class Reference {
    private static final int PERSON = -1;
    private static final long QUARTER = 15 * Smoothing.MINUTE;

    private final Supplier<Function<Activity, Prediction>> classifiers;
    private final long now;
    private final Map<Integer, List<Reported>> activities = new TreeMap<>();
    private final List<Label> labels = new ArrayList<>();
    private final Map<String, String> moved = new HashMap<>();
    private final Map<Integer, AgentTime> times = new HashMap<>();
    private final Map<Integer, Strip<Moment>> lines = new HashMap<>();
    private int agents;
    private long labelIds;

    /** @param classifiers makes new classifiers; {@code now}: time after it is never counted */
    Reference(Supplier<Function<Activity, Prediction>> classifiers, long now) {
        this.classifiers = classifiers;
        this.now = now;
    }

    /** A new agent's place in the order of pairing. */
    int pair() {
        activities.put(agents, new ArrayList<>());
        return agents++;
    }

    void report(int agent, List<Activity> reported) {
        List<Reported> kept = activities.get(agent);
        reported.forEach(activity -> kept.add(new Reported(activity, kept.size() + 1)));
        changed();
    }

    /** The number of what was said. */
    long say(@Nullable Integer agent, long from, long to, String mode) {
        labels.add(new Label(++labelIds, agent, from, to, mode));
        changed();
        return labelIds;
    }

    void takeBack(long label) {
        labels.removeIf(one -> one.id() == label);
        changed();
    }

    void deleteAgent(int agent) {
        activities.remove(agent);
        labels.removeIf(label -> label.agent() != null && label.agent() == agent);
        changed();
    }

    /** From now on, all that was of that mode is of the other. */
    void deleteMode(String mode, String moveTo) {
        moved.put(mode, moveTo);
        changed();
    }

    /** What a mode has become. */
    String mode(String name) {
        return moved.containsKey(name) ? mode(moved.get(name)) : name;
    }

    /** The agents there are, in order of pairing. */
    List<Integer> agents() {
        return List.copyOf(activities.keySet());
    }

    List<Label> labels() {
        return List.copyOf(labels);
    }

    AgentTime agent(int agent) {
        return times.computeIfAbsent(
                agent, key -> new AgentTime(activities.get(key), labelsOf(key), this::mode, classifiers));
    }

    /** Whether any day was different before it was finished. */
    boolean isSmoothed() {
        return agents().stream().anyMatch(agent -> agent(agent).isSmoothed());
    }

    private void changed() {
        times.clear();
        lines.clear();
    }

    private List<Label> labelsOf(@Nullable Integer agent) {
        return labels.stream()
                .filter(label -> java.util.Objects.equals(label.agent(), agent))
                .toList();
    }

    /** An agent's timeline with its applications. */
    Strip<Moment> timeline(int agent) {
        return lines.computeIfAbsent(agent, key -> line(List.of(agent(key)), new Strip<>()));
    }

    /** The person's timeline. */
    Strip<Moment> timeline() {
        return lines.computeIfAbsent(PERSON, key -> line());
    }

    private Strip<Moment> line() {
        Strip<String> words = new Strip<>();
        labelsOf(null).forEach(label -> words.paint(label.from(), label.to(), mode(label.mode())));
        return line(agents().stream().map(this::agent).toList(), words);
    }

    /** Between two edges nothing changes, so each stretch is decided by its first moment. */
    private static Strip<Moment> line(List<AgentTime> agents, Strip<String> words) {
        NavigableSet<Long> edges = new TreeSet<>();
        agents.forEach(agent -> agent.edges(edges));
        words.edges(edges);
        Strip<Moment> line = new Strip<>();
        for (Long from : edges) {
            Long to = edges.higher(from);
            Moment moment = to == null ? null : moment(agents, words.at(from), from);
            if (moment != null) {
                line.paint(from, to, moment);
            }
        }
        return line;
    }

    private static @Nullable Moment moment(List<AgentTime> agents, @Nullable String word, long at) {
        AgentTime chosen = null;
        for (AgentTime agent : agents) {
            if (agent.spans().at(at) != null && (chosen == null || isBefore(agent, chosen, at))) {
                chosen = agent;
            }
        }
        String mode = word != null || chosen == null ? word : chosen.spans().at(at);
        return mode == null
                ? null
                : new Moment(mode, chosen == null ? null : chosen.apps().at(at));
    }

    /** Whether an agent comes before one that was paired earlier. */
    private static boolean isBefore(AgentTime later, AgentTime earlier, long at) {
        boolean laterAway = "Away".equals(later.spans().at(at));
        boolean earlierAway = "Away".equals(earlier.spans().at(at));
        return laterAway == earlierAway ? later.sign(at) > earlier.sign(at) : earlierAway;
    }

    Answer summary(Question question) {
        Strip<Moment> line = question.agent() == null ? timeline() : timeline(question.agent());
        Map<String, Long> rows = new LinkedHashMap<>();
        long coverage = 0;
        for (Piece<Moment> piece : line.pieces()) {
            long to = Math.min(piece.to(), Math.min(question.to(), now));
            for (long at = Math.max(piece.from(), question.from()); at < to; ) {
                // Whatever a zone's hours and days are, they begin at a quarter-hour of UTC.
                long until = Math.min(to, (Math.floorDiv(at, QUARTER) + 1) * QUARTER);
                coverage += until - at;
                String key = question.asksFor(piece.value()) ? question.key(piece.value(), at) : null;
                if (key != null) {
                    rows.merge(key, until - at, Long::sum);
                }
                at = until;
            }
        }
        return new Answer(
                rows, rows.values().stream().mapToLong(Long::longValue).sum(), coverage);
    }
}
