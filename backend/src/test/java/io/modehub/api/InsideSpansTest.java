package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.HubFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was in front and what was measured during spans, and finding spans by it. */
class InsideSpansTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant start =
            Samples.yesterday().truncatedTo(ChronoUnit.DAYS).plus(10, ChronoUnit.HOURS);
    private Rest person;
    private HubUnderTest.Device device;
    private AgentSocket agent;

    /** A minute in the editor, and an hour later one in the mail, each a span that the person names. */
    @BeforeEach
    void live() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
        device = HUB.pair(person);
        agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());
        List<Activity> all = new ArrayList<>(minute(start, "jetbrains-idea", "Journey.java – done"));
        all.addAll(minute(start.plusSeconds(3_600), "thunderbird", "Inbox"));
        agent.send(1, all);
        agent.untilAcked(24);
        label(0, "Work");
        label(3_600, "Relax");
    }

    @AfterEach
    void leave() {
        agent.close();
    }

    @Test
    void aSpanTellsItsApplicationsAndMainTitle() {
        JsonArray spans = spans("content=true");

        assertThat(spans).hasSize(2);
        JsonObject editing = spans.getJsonObject(1);
        assertThat(editing.getString("title")).isEqualTo("Journey.java – done");
        assertThat(editing.getJsonArray("apps"))
                .containsExactly(JsonObject.of("app", "jetbrains-idea", "activeMs", 60_000));
        assertThat(spans("").getJsonObject(0).containsKey("apps")).isFalse();
    }

    @Test
    void spansAreFoundByModeApplicationAndText() {
        assertThat(modes("mode=Relax")).containsExactly("Relax");
        assertThat(modes("app=jetbrains-idea")).containsExactly("Work");
        assertThat(modes("text=journey.JAVA")).containsExactly("Work");
        assertThat(modes("text=THUNDER")).containsExactly("Relax");
        assertThat(modes("text=I_box")).isEmpty();
        assertThat(modes("view=person&text=inbox&mode=Relax")).containsExactly("Relax");
        assertThat(person.get("spans?mode=Knitting").code()).isEqualTo("unknown_mode");
    }

    @Test
    void spansAreFoundByTheHoursOfTheWeekThatTheyReachInto() {
        int weekday = start.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();

        assertThat(modes("timezone=UTC&hour=10")).containsExactly("Work");
        assertThat(modes("timezone=Asia/Kolkata&hour=16")).containsExactly("Relax");
        assertThat(modes("timezone=UTC&weekday=" + weekday)).containsExactly("Relax", "Work");
        assertThat(modes("timezone=UTC&weekday=" + (weekday % 7 + 1))).isEmpty();
        assertThat(person.get("spans?hour=10&timezone=Nowhere").code()).isEqualTo("invalid_value");
    }

    @Test
    void pagesOfFoundSpansFollowEachOther() {
        JsonObject first = person.get("spans?text=n&limit=1&" + period()).json();
        String next = first.getString("nextCursor");

        JsonObject second = person.get("spans?text=n&limit=1&cursor=" + next + "&" + period())
                .json();

        assertThat(mode(first)).isEqualTo("Relax");
        assertThat(mode(second)).isEqualTo("Work");
        assertThat(second.getString("nextCursor")).isNull();
    }

    @Test
    void signalsAreMeansOfInputAndTheLoudestSound() {
        JsonObject signals = person.get("signals?stepMs=60000&" + period()).json();

        assertThat(signals.getJsonArray("items")).hasSize(2);
        JsonObject first = signals.getJsonArray("items").getJsonObject(0);
        assertThat(first.getDouble("keyboard")).isEqualTo(6);
        assertThat(first.getDouble("microphoneDb")).isEqualTo(-42);
        assertThat(first.getDouble("systemDb")).isNull();
        Rest.Answer tooFine = person.get("signals?stepMs=10000&from=" + start.minusSeconds(86_400) + "&to=" + start);
        assertThat(tooFine.status()).isEqualTo(422);
        assertThat(tooFine.body()).contains("stepMs");
    }

    @Test
    void hoursOfTheWeekAreNamedAndAskedForByWeekdayAndHour() {
        JsonArray rows = person.get("summary?groupBy=weekhour&timezone=UTC&" + period())
                .json()
                .getJsonArray("rows");

        int weekday = start.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
        assertThat(rows.getJsonObject(0).getString("key"))
                .isEqualTo(weekday + "-" + start.atOffset(ZoneOffset.UTC).getHour());
        assertThat(rows.stream()
                        .mapToLong(row -> ((JsonObject) row).getLong("activeMs"))
                        .sum())
                .isEqualTo(120_000);
        int hour = start.atOffset(ZoneOffset.UTC).getHour();
        assertThat(sum("weekday=" + weekday)).isEqualTo(120_000);
        assertThat(sum("weekday=" + (weekday % 7 + 1))).isZero();
        assertThat(sum("hour=" + (hour + 12) % 24)).isZero();
    }

    private long sum(String query) {
        return person.get("summary?timezone=UTC&" + query + "&" + period())
                .json()
                .getLong("totalMs");
    }

    @Test
    void anAgentTellsWhatItKeepsAndWhatWasLost() {
        agent.close();
        agent = HUB.agent(device);
        UUID stream = UUID.randomUUID();
        agent.send(new AgentFrame.Hello(stream, 1, 41, "0.1.0", "test", List.of("window"), List.of()));
        agent.next(HubFrame.Welcome.class);
        agent.send(new AgentFrame.Gap(1, 10, "full"));
        agent.send(11, minute(start.plusSeconds(7_200), "thunderbird", "Inbox"));
        agent.untilAcked(22);

        JsonObject told = person.get("agents").items().getJsonObject(0);

        assertThat(told.getLong("waiting")).isEqualTo(40 - 22);
        assertThat(told.getLong("lost")).isEqualTo(10);
        assertThat(told.getLong("kept")).isEqualTo(24 + 22);
        assertThat(told.getLong("rejected")).isZero();
    }

    private static List<Activity> minute(Instant from, String app, String title) {
        List<Activity> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<AudioLevel> audio = List.of(
                    new AudioLevel(AudioLevel.Source.MICROPHONE, "Headset", i == 3 ? -42 : -60, -30, 0, false, null));
            all.add(new Activity(from.plusSeconds(5L * i), 5_000, app, title, null, 2, 6, 0L, audio));
        }
        return all;
    }

    private void label(int after, String mode) {
        person.post(
                "labels",
                JsonObject.of(
                        "agentId", device.id(),
                        "from", start.plusSeconds(after).toString(),
                        "to", start.plusSeconds(after + 60).toString(),
                        "mode", mode));
    }

    private JsonArray spans(String query) {
        return person.get("spans?" + query + "&" + period()).items();
    }

    private List<String> modes(String query) {
        return spans(query).stream()
                .map(span -> ((JsonObject) span).getString("mode"))
                .toList();
    }

    private static String mode(JsonObject page) {
        return page.getJsonArray("items").getJsonObject(0).getString("mode");
    }

    private String period() {
        return "from=" + start + "&to=" + start.plusSeconds(7_200);
    }
}
