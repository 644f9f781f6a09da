package io.modehub.truth;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.truth.Question.Answer;
import io.modehub.truth.Strip.Piece;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a history happen to a newcomer at a real hub and to the reference, and notes where their answers differ. */
final class Player implements AutoCloseable {
    private static final Duration AROUND = Duration.ofDays(15);

    private final HubUnderTest hub;
    private final Rest person;
    private final Instant around;
    private final Reference reference;
    private final Map<Integer, Slot> slots = new TreeMap<>();
    private final List<Said> said = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int asked;
    private boolean settled;

    /** An agent at the hub and in the reference. */
    private static final class Slot implements AutoCloseable {
        private final int place;
        private final @Nullable AgentSocket socket;
        private @Nullable String id;
        private long next = 1;

        private Slot(int place, @Nullable AgentSocket socket, @Nullable String id) {
            this.place = place;
            this.socket = socket;
            this.id = id;
        }

        @Override
        public void close() {
            if (socket != null) {
                socket.close();
            }
        }
    }

    /** What was said by one request: the hub's numbers of the labels and the reference's. */
    private record Said(Map<Long, Long> labels, @Nullable String batch) {}

    /** @param around when about it all happens */
    Player(HubUnderTest hub, Rest person, Instant around, Supplier<Function<Activity, Prediction>> classifiers) {
        this.around = around;
        this.hub = hub;
        this.person = person;
        reference = new Reference(classifiers, Instant.now().toEpochMilli());
    }

    /** Where hub and reference differ; empty where they agree. */
    List<String> differences() {
        return differences;
    }

    void play(List<Step> steps) {
        steps.forEach(this::play);
    }

    private void play(Step step) {
        if (step instanceof Step.Pair pair) {
            pair(pair);
        } else if (step instanceof Step.Report report) {
            report(report);
        } else if (step instanceof Step.Say say) {
            say(say.words());
        } else if (step instanceof Step.TakeBack back) {
            takeBack(back.pick());
        } else if (step instanceof Step.TakeBackOne back) {
            takeBackOne(back.pick());
        } else if (step instanceof Step.Correct correct) {
            correct(correct);
        } else if (step instanceof Step.DeleteAgent delete) {
            deleteAgent(delete.slot());
        } else if (step instanceof Step.DeleteMode delete) {
            deleteMode(delete);
        } else if (step instanceof Step.Settle) {
            hub.settle();
            settled = true;
        } else if (step instanceof Step.Ask ask) {
            ask(ask.questions());
        }
    }

    private void pair(Step.Pair pair) {
        int place = reference.pair();
        if (pair.scripts()) {
            slots.put(pair.slot(), new Slot(place, null, null));
            return;
        }
        HubUnderTest.Device device = hub.pair(person);
        AgentSocket socket = hub.agent(device);
        socket.hello(UUID.randomUUID());
        slots.put(pair.slot(), new Slot(place, socket, device.id()));
    }

    private void report(Step.Report report) {
        Slot slot = slots.get(report.slot());
        if (slot == null) {
            return;
        }
        settled = false;
        reference.report(slot.place, report.activities());
        if (slot.socket == null) {
            post(slot, report.activities());
        } else {
            slot.socket.send(slot.next, report.activities());
            slot.next += report.activities().size();
            slot.socket.untilAcked(slot.next - 1);
        }
    }

    private void post(Slot slot, List<Activity> activities) {
        JsonArray items = new JsonArray();
        activities.forEach(activity -> items.add(new JsonObject(ActivityJson.write(activity))));
        expect(200, person.post("activities", items));
        if (slot.id == null) {
            slot.id = expect(200, person.get("agents")).items().stream()
                    .map(JsonObject.class::cast)
                    .filter(agent -> "Scripts".equals(agent.getString("name")))
                    .map(agent -> agent.getString("id"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void say(List<Step.Words> words) {
        List<Step.Words> sayable = words.stream()
                .filter(one -> one.slot() == null || knows(one.slot()))
                .toList();
        if (sayable.isEmpty()) {
            return;
        }
        JsonArray sent = new JsonArray();
        sayable.forEach(one -> sent.add(json(one)));
        boolean alone = sayable.size() == 1;
        JsonObject answer = expect(201, person.post("labels", alone ? sent.getValue(0) : sent))
                .json();
        JsonArray labels = alone ? JsonArray.of(answer) : answer.getJsonArray("items");
        Map<Long, Long> numbers = new LinkedHashMap<>();
        for (int i = 0; i < sayable.size(); i++) {
            Step.Words one = sayable.get(i);
            numbers.put(
                    labels.getJsonObject(i).getLong("id"),
                    reference.say(place(one.slot()), one.from(), one.to(), reference.mode(one.mode())));
        }
        said.add(new Said(numbers, alone ? null : answer.getString("batchId")));
    }

    private JsonObject json(Step.Words words) {
        JsonObject json = JsonObject.of(
                "from", Instant.ofEpochMilli(words.from()).toString(),
                "to", Instant.ofEpochMilli(words.to()).toString(),
                "mode", reference.mode(words.mode()));
        return words.slot() == null ? json : json.put("agentId", id(words.slot()));
    }

    private void takeBack(int pick) {
        if (said.isEmpty()) {
            return;
        }
        Said gone = said.remove(pick % said.size());
        if (gone.batch() != null) {
            expect(204, person.delete("labels/batches/" + gone.batch()));
        } else {
            gone.labels().keySet().forEach(id -> expect(204, person.delete("labels/" + id)));
        }
        gone.labels().values().forEach(reference::takeBack);
    }

    private void takeBackOne(int pick) {
        if (said.isEmpty()) {
            return;
        }
        Said some = said.get(pick % said.size());
        Long id = some.labels().keySet().iterator().next();
        expect(204, person.delete("labels/" + id));
        reference.takeBack(some.labels().remove(id));
        if (some.labels().isEmpty()) {
            said.remove(some);
        }
    }

    private void correct(Step.Correct correct) {
        if (correct.slot() != null && !knows(correct.slot())) {
            return;
        }
        List<JsonObject> shown = spans(correct.slot() == null ? "view=person" : "agentId=" + id(correct.slot()));
        if (shown.isEmpty()) {
            return;
        }
        JsonObject span = shown.get(correct.pick() % shown.size());
        String mode = reference.mode(correct.mode());
        long id = expect(200, person.patch("spans/" + span.getString("id"), JsonObject.of("mode", mode)))
                .json()
                .getLong("labelId");
        JsonObject label = expect(200, person.get("labels?limit=1")).items().getJsonObject(0);
        long from = millis(label, "from");
        long to = millis(label, "to");
        if (correct.slot() != null && (from != millis(span, "from") || to != millis(span, "to"))) {
            differences.add("the correction of " + span + " said " + label);
        }
        Map<Long, Long> numbers = new LinkedHashMap<>();
        numbers.put(id, reference.say(placeOf(label.getString("agentId")), from, to, mode));
        said.add(new Said(numbers, null));
    }

    private void deleteAgent(int number) {
        if (!knows(number)) {
            return;
        }
        Slot slot = slots.remove(number);
        slot.close();
        JsonArray before = expect(200, person.get("labels?limit=1000")).items();
        expect(204, person.delete("agents/" + slot.id));
        reference.deleteAgent(slot.place);
        for (int i = 0; i < before.size(); i++) {
            JsonObject label = before.getJsonObject(i);
            if (Objects.equals(slot.id, label.getString("agentId"))) {
                said.forEach(one -> one.labels().remove(label.getLong("id")));
            }
        }
        said.removeIf(one -> one.labels().isEmpty());
    }

    private void deleteMode(Step.DeleteMode delete) {
        Map<String, Integer> ids = new HashMap<>();
        expect(200, person.get("modes"))
                .items()
                .forEach(mode -> ids.put(((JsonObject) mode).getString("name"), ((JsonObject) mode).getInteger("id")));
        expect(204, person.delete("modes/" + ids.get(delete.mode()) + "?moveTo=" + ids.get(delete.moveTo())));
        reference.deleteMode(delete.mode(), delete.moveTo());
    }

    private void ask(List<Question> questions) {
        asked++;
        if (!settled && reference.isSmoothed()) {
            // How much of this is smoothed already depends on which days the hub has found to be over.
            return;
        }
        slots.values().forEach(this::compareSpans);
        questions.forEach(this::compare);
    }

    private void compareSpans(Slot slot) {
        if (slot.id == null) {
            return;
        }
        Strip<String> shown = new Strip<>();
        spans("agentId=" + slot.id)
                .forEach(span -> shown.paint(millis(span, "from"), millis(span, "to"), span.getString("mode")));
        List<Piece<String>> expected = reference.agent(slot.place).spans().joined();
        if (!expected.equals(shown.joined())) {
            differences.add(
                    "time " + asked + ": spans of agent " + slot.place + ", " + difference(expected, shown.joined()));
        }
    }

    private static String difference(List<Piece<String>> expected, List<Piece<String>> shown) {
        return "only in the reference " + without(expected, shown) + ", only at the hub " + without(shown, expected);
    }

    private static List<String> without(List<Piece<String>> all, List<Piece<String>> some) {
        return all.stream()
                .filter(piece -> !some.contains(piece))
                .limit(6)
                .map(piece -> Instant.ofEpochMilli(piece.from()) + "/" + Instant.ofEpochMilli(piece.to()) + " "
                        + piece.value())
                .toList();
    }

    /** Spans of the time of the tests, in order. */
    private List<JsonObject> spans(String whose) {
        List<JsonObject> spans = new ArrayList<>();
        String path = "spans?limit=1000&from=" + around.minus(AROUND) + "&to=" + around.plus(AROUND) + "&" + whose;
        Rest.Answer answer = expect(200, person.get(path));
        if (answer.json().containsKey("nextCursor")) {
            throw new AssertionError("a history is too long for one page of spans");
        }
        answer.items().forEach(span -> spans.add((JsonObject) span));
        spans.sort(Comparator.comparingLong(span -> millis(span, "from")));
        return spans;
    }

    private void compare(Question asked) {
        if (asked.agent() != null && !knows(asked.agent())) {
            return;
        }
        Question question = new Question(
                place(asked.agent()),
                asked.from(),
                asked.to(),
                asked.zone(),
                asked.groupBy(),
                asked.mode() == null ? null : reference.mode(asked.mode()),
                asked.app());
        Answer expected = reference.summary(question);
        Answer answer = answer(question, asked.agent());
        if (!expected.equals(answer)) {
            differences.add("time " + this.asked + ": " + question + "\n    reference " + expected + "\n    hub       "
                    + answer);
        }
    }

    private Answer answer(Question question, @Nullable Integer slot) {
        String path = "summary?from=" + Instant.ofEpochMilli(question.from()) + "&to="
                + Instant.ofEpochMilli(question.to()) + "&timezone=" + Rest.encoded(question.zone()) + "&groupBy="
                + question.groupBy().name().toLowerCase(java.util.Locale.ROOT)
                + (slot == null ? "" : "&agentId=" + id(slot))
                + (question.mode() == null ? "" : "&mode=" + Rest.encoded(question.mode()))
                + (question.app() == null ? "" : "&app=" + Rest.encoded(question.app()));
        JsonObject sum = expect(200, person.get(path)).json();
        Map<String, Long> rows = new LinkedHashMap<>();
        sum.getJsonArray("rows")
                .forEach(row -> rows.put(((JsonObject) row).getString("key"), ((JsonObject) row).getLong("activeMs")));
        return new Answer(rows, sum.getLong("totalMs"), sum.getLong("coverageMs"));
    }

    private boolean knows(int slot) {
        return slots.containsKey(slot) && slots.get(slot).id != null;
    }

    private String id(int slot) {
        return Objects.requireNonNull(slots.get(slot).id);
    }

    private @Nullable Integer place(@Nullable Integer slot) {
        return slot == null ? null : (Integer) slots.get(slot).place;
    }

    private @Nullable Integer placeOf(@Nullable String agentId) {
        return slots.values().stream()
                .filter(slot -> agentId != null && agentId.equals(slot.id))
                .map(slot -> slot.place)
                .findFirst()
                .orElse(null);
    }

    private static long millis(JsonObject json, String name) {
        return Instant.parse(json.getString(name)).toEpochMilli();
    }

    private static Rest.Answer expect(int status, Rest.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", was " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    @Override
    public void close() {
        slots.values().forEach(Slot::close);
    }
}
