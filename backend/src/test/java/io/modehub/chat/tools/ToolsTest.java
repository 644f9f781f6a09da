package io.modehub.chat.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the tools find in a week that is known to the minute: Monday 2026-11-09 work 9 to 12 and 12:30 to 17, of it a meeting 14 to
 * 15; Tuesday work 10 to 11 and 21 to 24, on to 01:00 of Wednesday; Saturday gaming 20 to 22 and work 22 to 22:30.
 */
class ToolsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-18T14:20:00Z");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final String WEEK = "2026-W46";

    private static Toolbox tools;

    @BeforeAll
    static void aWeek() {
        Person person = HUB.newPerson(Role.CONTRIBUTOR);
        Rest rest = HUB.withToken(HUB.tokenOf(person));
        JsonArray windows = new JsonArray();
        // Monday from 9 to 10: an editor and a browser in turns of ten minutes, a call at the end.
        for (int i = 0; i < 6; i++) {
            windows.add(JsonObject.of(
                    "at",
                    at("2026-11-09T09:00").plusSeconds(600L * i).toString(),
                    "durationMs",
                    10 * MINUTE,
                    "app",
                    i % 2 == 0 ? "Editor" : "browser",
                    "mouse",
                    i % 2 == 0 ? 2 : 8,
                    "keyboard",
                    5,
                    "audio",
                    i < 5
                            ? new JsonArray()
                            : JsonArray.of(JsonObject.of(
                                    "source",
                                    "microphone",
                                    "rmsDb",
                                    -30,
                                    "peakDb",
                                    -20,
                                    "voice",
                                    0.5,
                                    "inUse",
                                    true))));
        }
        assertThat(rest.post("activities", windows).status()).isEqualTo(200);
        say(rest, "Work", "2026-11-09T09:00", "2026-11-09T12:00");
        say(rest, "Work", "2026-11-09T12:30", "2026-11-09T17:00");
        say(rest, "Meeting", "2026-11-09T14:00", "2026-11-09T15:00");
        say(rest, "Work", "2026-11-10T10:00", "2026-11-10T11:00");
        say(rest, "Work", "2026-11-10T21:00", "2026-11-11T01:00");
        say(rest, "Gaming", "2026-11-14T20:00", "2026-11-14T22:00");
        say(rest, "Work", "2026-11-14T22:00", "2026-11-14T22:30");
        HUB.settle();
        tools = HubUnderTest.await(new Toolboxes(HUB.vertx(), HUB.pool(), Clock.fixed(NOW, BERLIN))
                .of(person.id(), BERLIN, DayOfWeek.MONDAY, Language.ENGLISH, false));
    }

    private static void say(Rest rest, String mode, String from, String to) {
        assertThat(rest.post(
                                "labels",
                                JsonObject.of("mode", mode, "from", at(from).toString(), "to", at(to).toString()))
                        .status())
                .isEqualTo(201);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static ToolResult ask(String tool, Object... arguments) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < arguments.length; i += 2) {
            json.put((String) arguments[i], arguments[i + 1]);
        }
        return HubUnderTest.await(tools.call(tools.nextRef(), tool, json));
    }

    private static List<List<Object>> rows(ToolResult result, int columns) {
        return result.rows().stream()
                .map(row -> List.copyOf(row.subList(0, columns)))
                .toList();
    }

    @Test
    void activeTimeInAllAndByDay() {
        ToolResult days = ask("active_time", "period", WEEK, "group_by", "day");

        assertThat(days.number("totalMs")).isEqualTo(15 * HOUR);
        assertThat(days.number("days")).isEqualTo(4);
        assertThat(days.number("meanPerDayMs")).isEqualTo(15 * HOUR / 4.0);
        assertThat(rows(days, 2))
                .containsExactly(
                        List.of("2026-11-09", 450 * MINUTE),
                        List.of("2026-11-10", 4 * HOUR),
                        List.of("2026-11-11", HOUR),
                        List.of("2026-11-14", 150 * MINUTE));
    }

    @Test
    void activeTimeOfSomeHoursOfSomeDays() {
        assertThat(ask("active_time", "period", WEEK, "from_hour", 20, "to_hour", 6)
                        .number("totalMs"))
                .isEqualTo(390 * MINUTE);
        assertThat(ask("active_time", "period", WEEK, "from_hour", 20, "mode", "work")
                        .number("totalMs"))
                .isEqualTo(210 * MINUTE);
        assertThat(ask(
                                "active_time",
                                "period",
                                WEEK,
                                "weekdays",
                                new JsonArray().add(6).add("7"),
                                "group_by",
                                "mode")
                        .rows())
                .extracting(row -> row.get(0), row -> row.get(1))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Gaming", 2 * HOUR),
                        org.assertj.core.groups.Tuple.tuple("Work", 30 * MINUTE));
        assertThat(ask("active_time", "period", WEEK, "app", "EDITOR").number("totalMs"))
                .isEqualTo(30 * MINUTE);
    }

    @Test
    void twoPeriodsSideBySide() {
        ToolResult result = ask("compare", "period_a", "2026-11-09", "period_b", "2026-11-10", "group_by", "mode");

        assertThat(result.number("differenceMs")).isEqualTo(210 * MINUTE);
        assertThat(result.number("change")).isEqualTo(210 / 240.0);
        assertThat(rows(result, 4))
                .containsExactly(
                        List.of("Work", 390 * MINUTE, 240 * MINUTE, 150 * MINUTE),
                        List.of("Meeting", 60 * MINUTE, 0L, 60 * MINUTE));
        assertThat(result.periods()).hasSize(2);
        assertThat(ask("compare", "period_a", "2026-11-09", "period_b", "2026-11-08")
                        .facts()
                        .get("change")
                        .value())
                .isNull();
    }

    @Test
    void thePatternOfWork() {
        ToolResult result = ask("work_pattern", "period", WEEK);

        assertThat(result.number("days")).isEqualTo(4);
        assertThat(result.number("totalMs")).isEqualTo(13 * HOUR);
        assertThat(result.number("meanStart")).isEqualTo((9 + 10 + 0 + 22) * HOUR / 4.0);
        assertThat(result.number("latestEnd")).isEqualTo(24 * HOUR);
        assertThat(result.number("earliestStart")).isZero();
        assertThat(result.facts().get("longestDay").value()).isEqualTo("2026-11-09");
        assertThat(result.number("longestDayMs")).isEqualTo(450 * MINUTE);
        assertThat(result.number("eveningMs")).isEqualTo((3 + 1) * HOUR + 30 * MINUTE);
        assertThat(result.number("weekendMs")).isEqualTo(30 * MINUTE);
        assertThat(result.number("overtimeMs")).isZero();
        assertThat(ask("work_pattern", "period", WEEK, "mode", "Gaming").number("totalMs"))
                .isEqualTo(2 * HOUR);
    }

    @Test
    void breaksWithinDays() {
        ToolResult result = ask("breaks", "period", WEEK);

        assertThat(result.number("count")).isEqualTo(2);
        assertThat(result.number("totalMs")).isEqualTo(630 * MINUTE);
        assertThat(result.number("longestMs")).isEqualTo(10 * HOUR);
        assertThat(result.number("perDay")).isEqualTo(0.5);
        assertThat(result.number("longestStretchMs")).isEqualTo(270 * MINUTE);
        assertThat(rows(result, 3).get(1))
                .containsExactly(
                        at("2026-11-09T12:00").toString(),
                        at("2026-11-09T12:30").toString(),
                        30 * MINUTE);
        assertThat(ask("breaks", "period", WEEK, "min_minutes", 31).number("count"))
                .isEqualTo(1);
    }

    @Test
    void stretchesOfOneMode() {
        ToolResult result = ask("focus_stretches", "period", WEEK, "min_minutes", 60);

        assertThat(result.number("count")).isEqualTo(6);
        assertThat(result.number("longestMs")).isEqualTo(4 * HOUR);
        assertThat(result.rows().get(0).get(3)).isEqualTo("Work");
        assertThat(ask("focus_stretches", "period", WEEK, "mode", "Meeting").number("totalMs"))
                .isEqualTo(HOUR);
    }

    @Test
    void switchesOfAppsAndModes() {
        ToolResult apps = ask("switches", "period", "2026-11-09", "group_by", "hour");

        assertThat(apps.number("count")).isEqualTo(5);
        assertThat(apps.number("activeMs")).isEqualTo(450 * MINUTE);
        assertThat(apps.rows().get(0)).containsExactly("9", 5, 5.0);
        assertThat(ask("switches", "period", WEEK, "kind", "mode").number("count"))
                .isEqualTo(3);
    }

    @Test
    void inputAndSoundAsTheyWereMeasured() {
        ToolResult result = ask("input_and_sound", "period", "2026-11-09", "group_by", "app");

        assertThat(result.number("mouse")).isEqualTo(5);
        assertThat(result.number("keyboard")).isEqualTo(5);
        assertThat(result.number("microphoneMs")).isEqualTo(10 * MINUTE);
        assertThat(result.number("voiceMs")).isEqualTo(5 * MINUTE);
        assertThat(result.number("microphoneDb")).isCloseTo(-30, org.assertj.core.data.Offset.offset(0.001));
        assertThat(result.facts().get("systemDb").value()).isNull();
        assertThat(rows(result, 3)).containsExactly(List.of("Editor", 2.0, 5.0), List.of("browser", 8.0, 5.0));
        for (String by : List.of("hour", "weekday", "day", "none")) {
            assertThat(ask("input_and_sound", "period", WEEK, "group_by", by).number("measuredMs"))
                    .isEqualTo(HOUR);
        }
        assertThat(ask("input_and_sound", "period", "2026-11-12").number("measuredMs"))
                .isZero();
    }

    @Test
    void aDaySpanBySpan() {
        ToolResult result = ask("timeline", "day", "2026-11-09");

        assertThat(result.rows()).extracting(row -> row.get(3)).containsExactly("Work", "Work", "Meeting", "Work");
        assertThat(result.rows().get(0).get(5)).isEqualTo("Editor");
        assertThat(result.number("activeMs")).isEqualTo(450 * MINUTE);
    }

    @Test
    void namesThereAre() {
        assertThat(ask("known_values", "kind", "mode").rows().get(0)).containsExactly("Work");
        assertThat(ask("known_values", "kind", "app", "query", "EDIT").rows()).containsExactly(List.of("Editor"));
        assertThat(ask("known_values", "kind", "agent").rows()).containsExactly(List.of("Scripts"));
        assertThat(tools.vocabulary().workModes()).containsExactly("Work", "Meeting");
        assertThat(tools.vocabulary().firstDay()).hasToString("Optional[2026-11-09]");
    }

    @Test
    void anEmptyPeriodIsEmpty() {
        ToolResult result = ask("active_time", "period", "2026-11-01", "group_by", "app");

        assertThat(result.number("totalMs")).isZero();
        assertThat(result.rows()).isEmpty();
        assertThat(ask("work_pattern", "period", "2026-11-01")
                        .facts()
                        .get("meanStart")
                        .value())
                .isNull();
        assertThat(ask("breaks", "period", "2026-11-01").number("count")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing|{}|there is no tool 'nothing'",
                "active_time|{}|period is missing",
                "active_time|{\"period\":\"today\",\"user\":\"x\"}|there is no argument 'user'",
                "active_time|{\"period\":7}|period must be a text",
                "active_time|{\"period\":\"soon\"}|period must be one of",
                "active_time|{\"period\":\"today\",\"group_by\":\"year\"}|group_by must be one of",
                "active_time|{\"period\":\"today\",\"mode\":\"Sleep\"}|mode must be one of Work, Meeting, Relax, Gaming",
                "active_time|{\"period\":\"today\",\"mode\":\"Away\"}|mode must be one of",
                "active_time|{\"period\":\"today\",\"app\":\"nope; drop table\"}|app 'nope? drop table' is not in the log",
                "active_time|{\"period\":\"today\",\"agent\":\"nope\"}|agent must be one of Scripts",
                "active_time|{\"period\":\"today\",\"weekdays\":[0]}|weekdays must be a whole number from 1 to 7",
                "active_time|{\"period\":\"today\",\"from_hour\":24}|from_hour must be a whole number from 0 to 23",
                "active_time|{\"period\":\"today\",\"limit\":1000}|limit must be a whole number from 1 to 60",
                "switches|{\"period\":\"all\",\"kind\":\"window\"}|kind must be one of app, mode",
                "switches|{\"period\":\"2026\"}|period must be at most 100 days long",
                "work_pattern|{\"period\":\"last_500_days\"}|period must be at most 400 days long",
                "timeline|{\"day\":\"last_week\"}|day must be one day",
                "chart|{\"ref\":\"r999\"}|ref must name an earlier result",
                "titles|{\"period\":\"today\"}|there is no tool 'titles'",
            })
    void whatCantBeAskedIsRefusedWithTheRemedy(String tool, String arguments, String sentence) {
        assertThatThrownBy(() -> HubUnderTest.await(tools.call(tools.nextRef(), tool, new JsonObject(arguments))))
                .rootCause()
                .isInstanceOf(ToolFault.class)
                .hasMessageContaining(sentence);
    }
}
