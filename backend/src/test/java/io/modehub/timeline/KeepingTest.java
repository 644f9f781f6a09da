package io.modehub.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept how long, what stays when something goes, and what goes with it. */
class KeepingTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(5, ChronoUnit.DAYS);
    private Rest person;

    @BeforeEach
    void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
    }

    @Test
    void whenActivitiesGoSumsStayAndVerifySaysWhatItPassedOver() {
        Device laptop = typing(day.plusSeconds(36_000), 240);
        HUB.settle();
        JsonArray before = rows("mode").addAll(rows("app")).addAll(rows("hour"));
        receivedLongAgo(laptop);

        assertThat(person.get("me/retention").json().getInteger("activitiesDays"))
                .isEqualTo(90);
        person.put("me/retention", JsonObject.of("activitiesDays", 2, "historyDays", null));
        HUB.settle();

        assertThat(HUB.stored(laptop)).isEmpty();
        assertThat(rows("mode").addAll(rows("app")).addAll(rows("hour"))).isEqualTo(before);
        assertThat(person.get("me/retention").json().getString("rerunFrom"))
                .isEqualTo(day.plus(1, ChronoUnit.DAYS).toString().substring(0, 10));
        Verification.Report report = HUB.verify();
        assertThat(report.differences()).as("%s", report.shown()).isZero();
        assertThat(report.thinnedDays()).isPositive();
    }

    @Test
    void aLabelOnADayWithoutActivitiesMovesWholeQuarterHoursAndGivesThemBack() {
        Device laptop = typing(day.plusSeconds(36_000), 360);
        HUB.settle();
        JsonArray modes = rows("mode");
        JsonArray apps = rows("app");
        receivedLongAgo(laptop);
        person.put("me/retention", JsonObject.of("activitiesDays", 2, "historyDays", null));
        HUB.settle();
        assertThat(HUB.stored(laptop)).isEmpty();

        String label = person.post(
                        "labels",
                        JsonObject.of(
                                "agentId",
                                laptop.id(),
                                "from",
                                day.plusSeconds(36_000).toString(),
                                "to",
                                day.plusSeconds(36_900).toString(),
                                "mode",
                                "Gaming"))
                .json()
                .getValue("id")
                .toString();
        assertThat(active("mode", "Gaming")).isEqualTo(900_000);
        assertThat(rows("app")).isEqualTo(apps);

        person.delete("labels/" + label);
        assertThat(rows("mode")).isEqualTo(modes);
        assertThat(rows("app")).isEqualTo(apps);
    }

    @Test
    void whatWasSetAsideGoesWithWhatWasKept() {
        Device laptop = typing(day.plusSeconds(36_000), 24);
        Device phone = HUB.pair(HUB.newcomer(Role.CONTRIBUTOR));
        for (Device device : new Device[] {laptop, phone}) {
            try (AgentSocket agent = HUB.agent(device)) {
                agent.hello(UUID.randomUUID());
                agent.sendItems(1, "{\"app\":\"old\"}", "{\"app\":\"new\"}");
                agent.untilAcked(2);
            }
        }
        HUB.rows("update rejected_items set at = now() - interval '9 days' where seq = 1 returning seq");
        person.put("me/retention", JsonObject.of("activitiesDays", 2, "historyDays", null));
        HUB.settle();

        assertThat(setAside(laptop)).containsExactly("{\"app\":\"new\"}");
        assertThat(setAside(phone)).as("kept for 90 days").hasSize(2);
    }

    @Test
    void everybodysTimeComesHoweverManyThereAre() {
        Device laptop = typing(day.plusSeconds(36_000), 24);
        receivedLongAgo(laptop);
        person.put("me/retention", JsonObject.of("activitiesDays", 2, "historyDays", null));
        HUB.rows("insert into users (id, email, name, roles, keep_activities_days)"
                + " select ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'one-of-many-' || n || '@modehub.test',"
                + " 'one of many', '{viewer}', 90 from generate_series(1, 1000) n returning id");
        try {
            // A round looks after a thousand.
            for (int round = 0; round < 2 && !HUB.stored(laptop).isEmpty(); round++) {
                HUB.settle();
            }
            assertThat(HUB.stored(laptop)).isEmpty();
        } finally {
            HUB.rows("delete from users where name = 'one of many' returning id");
        }
    }

    private static List<String> setAside(Device device) {
        return HUB
                .rows(
                        "select r.item from rejected_items r join streams s on s.key = r.stream_key join agents a"
                                + " on a.key = s.agent_key where a.id = ?",
                        UUID.fromString(device.id()))
                .stream()
                .map(row -> (String) row.get("item"))
                .toList();
    }

    @Test
    void activitiesAreKeptForEverByWhoeverWantsThat() {
        Device laptop = typing(day.plusSeconds(36_000), 24);
        person.put("me/retention", JsonObject.of("activitiesDays", null, "historyDays", null));
        receivedLongAgo(laptop);
        HUB.settle();

        assertThat(HUB.stored(laptop)).hasSize(24);
    }

    @Test
    void historyGoesAfterItsTimeToo() {
        Device laptop = typing(day.plusSeconds(36_000), 24);
        person.post(
                "labels",
                JsonObject.of("from", day.toString(), "to", day.plusSeconds(60).toString(), "mode", "Work"));
        person.put("me/retention", JsonObject.of("activitiesDays", 2, "historyDays", 2));
        receivedLongAgo(laptop);
        HUB.settle();
        HUB.settle();

        assertThat(rows("mode")).isEmpty();
        assertThat(person.get("labels").items()).isEmpty();
    }

    @Test
    void aDeviceGoesWithEveryRowAndThePersonsTimeWithoutIt() {
        Device laptop = typing(day.plusSeconds(36_000), 240);
        Device desktop = typing(day.plusSeconds(50_000), 120);
        HUB.settle();

        assertThat(person.delete("agents/" + laptop.id()).status()).isEqualTo(204);

        assertThat(active("app", "editor")).isEqualTo(600_000);
        assertThat(rowsOf(laptop)).isZero();
        assertThat(rowsOf(desktop)).isPositive();
        assertThat(HUB.verify().differences()).isZero();
    }

    @Test
    void aPersonGoesWithEveryRowButTheLastAdministratorStays() {
        Device laptop = typing(day.plusSeconds(36_000), 24);
        person.post(
                "labels",
                JsonObject.of("from", day.toString(), "to", day.plusSeconds(60).toString(), "mode", "Work"));
        HUB.settle();
        String id = person.get("me").json().getString("id");

        assertThat(person.delete("me").status()).isEqualTo(204);

        assertThat(rowsOf(laptop)).isZero();
        for (String table : new String[] {"users", "timelines", "day_sums", "apps", "labels", "modes", "agents"}) {
            String column = table.equals("users") ? "id" : "user_id";
            assertThat(HUB.rows("select 1 from " + table + " where " + column + " = ?::uuid", id))
                    .as(table)
                    .isEmpty();
        }
        assertThat(HUB.admin().delete("me").code()).isEqualTo("last_administrator");
    }

    @Test
    void whenAModeGoesItsTimeGoesWhereThePersonSays() {
        typing(day.plusSeconds(36_000), 240);
        HUB.settle();
        long work = active("mode", "Work");
        assertThat(work).isPositive();

        assertThat(person.delete("modes/" + mode("Work")).code()).isEqualTo("mode_in_use");
        assertThat(person.delete("modes/" + mode("Work") + "?moveTo=" + mode("Relax"))
                        .status())
                .isEqualTo(204);

        assertThat(active("mode", "Relax")).isEqualTo(work);
        typing(day.plusSeconds(60_000), 240);
        assertThat(active("mode", "Relax")).isEqualTo(2 * work);
        assertThat(HUB.verify().differences()).isZero();
    }

    private Device typing(Instant from, int count) {
        Device device = HUB.pair(person);
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(from, count));
            agent.untilAcked(count);
        }
        return device;
    }

    private static void receivedLongAgo(Device device) {
        HubUnderTest.await(HUB.pool()
                .query("update activities set received = '2020-01-01' where stream_key in (select s.key from streams s"
                        + " join agents a on a.key = s.agent_key where a.id = '" + device.id() + "')")
                .execute());
    }

    private static long rowsOf(Device device) {
        return HUB.rows("""
                        select 1 from activities x where not exists (select from streams s where s.key = x.stream_key)
                        union all select 1 from agents where id = ?::uuid
                        """, device.id()).size();
    }

    private int mode(String name) {
        return person.get("modes").items().stream()
                .map(JsonObject.class::cast)
                .filter(mode -> mode.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getInteger("id");
    }

    private long active(String groupBy, String key) {
        return rows(groupBy).stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getString("key").equals(key))
                .mapToLong(row -> row.getLong("activeMs"))
                .sum();
    }

    private JsonArray rows(String groupBy) {
        return person.get("summary?timezone=UTC&groupBy=" + groupBy + "&from=" + day + "&to="
                        + day.plus(1, ChronoUnit.DAYS))
                .json()
                .getJsonArray("rows");
    }
}
