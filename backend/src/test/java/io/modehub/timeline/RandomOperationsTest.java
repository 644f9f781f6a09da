package io.modehub.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.models.OwnModel;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.AudioLevel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever people and agents do, in whatever order: what is kept is what activities, labels, rules and models make. */
class RandomOperationsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final int OPERATIONS = Integer.getInteger("operations", 400);
    private static final int LOOKS = Integer.getInteger("looks", 4);
    private static final List<String> APPS =
            List.of("code", "zoom", "vlc", "steam", "firefox", "something nobody knows");

    private final Random random = new Random(Long.getLong("seed", 2_026L));
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<Laptop> laptops = new ArrayList<>();
    private final List<Long> labels = new ArrayList<>();
    private final List<String> batches = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Rest person;
    private RandomSetups setups;
    private int modes;

    /** A device with a stream of its own. */
    private final class Laptop {
        private final Device device = HUB.pair(person);
        private final AgentSocket socket = HUB.agent(device);
        private long next = 1;
        private Instant at = end.minus(Duration.ofHours(20 + random.nextInt(40)));

        Laptop() {
            socket.hello(UUID.randomUUID());
        }

        void send(List<Activity> activities) {
            socket.send(next, activities);
            next += activities.size();
            socket.untilAcked(next - 1);
        }
    }

    @Test
    void whatIsKeptIsWhatActivitiesAndLabelsMake() {
        Person owner = HUB.newPerson(Role.CONTRIBUTOR);
        person = HUB.withToken(HUB.tokenOf(owner));
        List<String> models = List.of("shipped", OwnModel.linear(HUB, owner), OwnModel.trees(HUB, owner));
        setups = new RandomSetups(person, models, random, log);
        laptops.add(new Laptop());
        laptops.add(new Laptop());
        for (int look = 1; look <= LOOKS; look++) {
            for (int i = 0; i < OPERATIONS / LOOKS; i++) {
                operate();
            }
            assertNothingDiffers();
        }
        HUB.settle();
        assertThat(assertNothingDiffers().agentDays()).isPositive();
        laptops.forEach(laptop -> laptop.socket.close());
    }

    private Verification.Report assertNothingDiffers() {
        Verification.Report report = HUB.verify();
        assertThat(report.differences())
                .as("%s%nafter %s", String.join("\n", report.shown()), String.join("\n", last(30)))
                .isZero();
        return report;
    }

    private List<String> last(int count) {
        return log.subList(Math.max(0, log.size() - count), log.size());
    }

    private void operate() {
        int dice = random.nextInt(106);
        if (dice < 34) {
            goOn();
        } else if (dice < 44) {
            comeLate();
        } else if (dice < 54) {
            post();
        } else if (dice < 70) {
            label();
        } else if (dice < 80) {
            takeBack();
        } else if (dice < 86) {
            correct();
        } else if (dice < 91) {
            setByHand();
        } else if (dice < 93) {
            changeModes();
        } else if (dice < 94) {
            setups.changePace();
        } else if (dice < 95) {
            setups.activate(moment());
        } else if (dice < 96) {
            log.add("settle");
            HUB.settle();
        } else if (dice < 98) {
            replaceLaptop();
        } else if (dice < 99) {
            person.get("summary?groupBy=app&from=" + end.minus(Duration.ofDays(3)));
        } else if (dice < 104) {
            setups.changeRules(mode(), one(APPS));
        } else {
            setups.judgeThePast(moment());
        }
    }

    private void goOn() {
        Laptop laptop = one(laptops);
        List<Activity> activities = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0 && laptop.at.isBefore(end.minusSeconds(120)); i--) {
            laptop.at = laptop.at.plusMillis(pause());
            Activity activity = window(laptop.at, 1 + random.nextInt(60_000));
            activities.add(activity);
            laptop.at = activity.end();
        }
        log.add("in order " + activities.size() + " to " + laptop.at);
        if (!activities.isEmpty()) {
            laptop.send(activities);
        }
    }

    private void comeLate() {
        Laptop laptop = one(laptops);
        List<Activity> activities = new ArrayList<>(Stream.generate(() -> window(moment(), 1 + random.nextInt(60_000)))
                .limit(1 + random.nextInt(5))
                .toList());
        Collections.shuffle(activities, random);
        log.add("late " + activities.stream().map(Activity::at).toList());
        laptop.send(activities);
    }

    private void post() {
        JsonArray items = new JsonArray();
        for (int i = random.nextInt(4); i >= 0; i--) {
            items.add(new JsonObject(ActivityJson.write(window(moment(), 1 + random.nextInt(3_600_000)))));
        }
        log.add("post " + items.size());
        assertThat(person.post("activities", items).status()).isEqualTo(200);
    }

    private void label() {
        if (random.nextInt(4) > 0) {
            JsonObject label = newLabel();
            log.add("label " + label);
            labels.add(person.post("labels", label).json().getLong("id"));
        } else {
            JsonArray several = new JsonArray().add(newLabel()).add(newLabel()).add(newLabel());
            log.add("labels " + several);
            batches.add(person.post("labels", several).json().getString("batchId"));
        }
    }

    private JsonObject newLabel() {
        Instant from = moment();
        Instant to = from.plusMillis(1 + random.nextInt(4 * 3_600_000));
        JsonObject label = JsonObject.of("from", from, "to", to.isAfter(end) ? end : to, "mode", mode());
        return random.nextBoolean()
                ? label
                : label.put("agentId", one(laptops).device.id());
    }

    private void takeBack() {
        if (random.nextBoolean() && !labels.isEmpty()) {
            long label = labels.remove(random.nextInt(labels.size()));
            log.add("take back " + label + ": "
                    + person.delete("labels/" + label).status());
        } else if (!batches.isEmpty()) {
            String batch = batches.remove(random.nextInt(batches.size()));
            log.add("take back " + batch + ": "
                    + person.delete("labels/batches/" + batch).status());
        }
    }

    private void correct() {
        String view = random.nextBoolean() ? "person" : "agents";
        JsonArray spans = person.get("spans?view=" + view + "&limit=50&from=" + end.minus(Duration.ofDays(3)))
                .items();
        if (!spans.isEmpty()) {
            String id = spans.getJsonObject(random.nextInt(spans.size())).getString("id");
            JsonObject answer =
                    person.patch("spans/" + id, JsonObject.of("mode", mode())).json();
            log.add("correct " + id + ": " + answer.getLong("labelId"));
            if (answer.getLong("labelId") != null) {
                labels.add(answer.getLong("labelId"));
            }
        }
    }

    private void setByHand() {
        JsonObject said = JsonObject.of("mode", random.nextBoolean() ? null : mode());
        if (random.nextBoolean()) {
            said.put("agentId", one(laptops).device.id());
        }
        if (said.getString("mode") != null && random.nextBoolean()) {
            said.put("until", Instant.now().plusSeconds(60));
        }
        log.add("by hand " + said);
        assertThat(person.put("modes/current", said).status()).isEqualTo(200);
    }

    private void changeModes() {
        JsonArray all = person.get("modes").items();
        JsonObject gone = all.getJsonObject(random.nextInt(all.size()));
        if (random.nextInt(4) > 0 || gone.getBoolean("builtIn") || all.size() < 5) {
            person.post("modes", JsonObject.of("name", "mode " + modes++));
            return;
        }
        JsonObject target = all.getJsonObject(random.nextInt(all.size()));
        int status = person.delete("modes/" + gone.getInteger("id") + "?moveTo=" + target.getInteger("id"))
                .status();
        log.add("delete mode " + gone.getString("name") + " to " + target.getString("name") + ": " + status);
    }

    private void replaceLaptop() {
        if (laptops.size() > 1 && random.nextInt(3) == 0) {
            Laptop gone = laptops.remove(random.nextInt(laptops.size()));
            log.add("delete agent " + gone.device.id());
            assertThat(person.delete("agents/" + gone.device.id()).status()).isEqualTo(204);
        }
        if (laptops.size() < 3) {
            log.add("pair");
            laptops.add(new Laptop());
        }
    }

    private String mode() {
        JsonArray all = person.get("modes").items();
        return all.getJsonObject(random.nextInt(all.size())).getString("name");
    }

    private Instant moment() {
        return end.minusMillis(
                3_700_000 + (long) (random.nextDouble() * Duration.ofHours(56).toMillis()));
    }

    private int pause() {
        int dice = random.nextInt(20);
        return dice < 15 ? 0 : dice < 17 ? random.nextInt(120_000) : dice == 17 ? 1_200_000 : -random.nextInt(500);
    }

    private Activity window(Instant at, int durationMs) {
        boolean input = random.nextInt(3) > 0;
        boolean call = random.nextInt(6) == 0;
        List<AudioLevel> audio = call
                ? List.of(new AudioLevel(AudioLevel.Source.MICROPHONE, "mic", -20, -10, 0.8, true, "zoom"))
                : List.of();
        return new Activity(
                at, durationMs, one(APPS), null, null, input ? 3.217 : 0, input ? 5 : 0, input ? 0L : 400_000L, audio);
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
