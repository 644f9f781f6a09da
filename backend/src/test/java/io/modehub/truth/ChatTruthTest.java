package io.modehub.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.truth.ChatTruth.Stretch;
import io.modehub.truth.ChatTruth.Word;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The truth against cases worked out by hand. Words are said in Berlin; windows are of the mode {@code app/Mode} names. */
class ChatTruthTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final List<Word> words = new ArrayList<>();
    private final List<Activity> windows = new ArrayList<>();

    private static Prediction read(Activity activity) {
        String mode = activity.app().substring(activity.app().indexOf('/') + 1);
        return new Prediction(mode, activity.at(), 1, Prediction.Source.RULE, "hand", List.of(), true);
    }

    private void say(String from, String to, String mode) {
        words.add(new Word(instant(from), instant(to), mode, false));
    }

    private void window(String at, int seconds, String app) {
        windows.add(new Activity(instant(at), seconds * 1_000, app, null, null, 2, 4, null, List.of()));
    }

    private static Instant instant(String local) {
        return local.endsWith("Z")
                ? Instant.parse(local)
                : LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private ChatTruth truth() {
        return ChatTruth.of(windows, words, () -> ChatTruthTest::read, instant("2026-11-18T15:20"));
    }

    private double fact(String what, Asked asked) {
        return new ChatFacts(truth()).value(what, asked).orElse(Double.NaN);
    }

    private static Asked asked(String from, String to) {
        return asked(from, to, new JsonObject());
    }

    private static Asked asked(String from, String to, JsonObject more) {
        return Asked.of(JsonObject.of("from", from, "to", to).mergeIn(more), BERLIN);
    }

    @Test
    void awayAndTimeAfterNowCountForNothing() {
        say("2026-11-18T14:00", "2026-11-18T16:00", "Work");
        say("2026-11-18T14:30", "2026-11-18T14:40", "Away");

        Asked today = asked("2026-11-18", "2026-11-19");
        assertThat(truth().activeMs(today)).isEqualTo(70 * MINUTE);
        assertThat(truth().coverageMs(today)).isEqualTo(80 * MINUTE);
    }

    @Test
    void modesWeekdaysAndHoursNarrowWhatIsAsked() {
        say("2026-11-16T21:30", "2026-11-16T22:30", "Work");
        say("2026-11-17T21:30", "2026-11-18T01:00", "Relax");

        assertThat(truth().activeMs(asked("2026-11-16", "2026-11-19", JsonObject.of("mode", "Work"))))
                .isEqualTo(HOUR);
        assertThat(truth().activeMs(asked(
                        "2026-11-16", "2026-11-19", JsonObject.of("mode", JsonArray.of("Work", "Relax")))))
                .isEqualTo(4 * HOUR + 30 * MINUTE);
        assertThat(truth().activeMs(asked("2026-11-16", "2026-11-19", JsonObject.of("weekdays", JsonArray.of(3)))))
                .isEqualTo(HOUR);
        assertThat(truth().activeMs(asked("2026-11-16", "2026-11-19", JsonObject.of("hours", JsonArray.of(22, 24)))))
                .isEqualTo(2 * HOUR + 30 * MINUTE);
        assertThat(truth().activeMs(asked("2026-11-16", "2026-11-19", JsonObject.of("hours", JsonArray.of(22, 2)))))
                .isEqualTo(3 * HOUR + 30 * MINUTE);
        assertThat(truth().activeMs(asked("2026-11-16T22:00", "2026-11-17T23:00")))
                .isEqualTo(2 * HOUR);
    }

    @Test
    void aDayOfTheClocksChangeHasItsHoursTwiceOrNotAtAll() {
        say("2026-03-29T00:00", "2026-03-29T06:00", "Work");
        say("2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", "Relax");

        assertThat(truth().rows("hour", asked("2026-03-29", "2026-03-30")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("0", HOUR, "1", HOUR, "3", HOUR, "4", HOUR, "5", HOUR));
        assertThat(truth().rows("hour", asked("2026-10-25", "2026-10-26")))
                .containsEntry("2", 2 * HOUR)
                .containsEntry("3", HOUR)
                .hasSize(5);
        assertThat(truth().days(asked("2026-10-01", "2026-11-01"))).isEqualTo(1);
        assertThat(fact("eveningMs", asked("2026-03-29", "2026-03-30"))).isEqualTo(5 * HOUR);
    }

    @Test
    void rowsAreBySummariesKeys() {
        say("2026-01-01T10:00", "2026-01-01T11:00", "Work");
        say("2025-12-29T10:00", "2025-12-29T12:00", "Relax");

        Asked all = asked("2025-12-01", "2026-02-01");
        assertThat(truth().rows("week", all)).isEqualTo(Map.of("2026-W01", 3 * HOUR));
        assertThat(truth().rows("month", all)).isEqualTo(Map.of("2025-12", 2 * HOUR, "2026-01", HOUR));
        assertThat(truth().rows("weekday", all)).isEqualTo(Map.of("1", 2 * HOUR, "4", HOUR));
        assertThat(truth().rows("day", all)).isEqualTo(Map.of("2025-12-29", 2 * HOUR, "2026-01-01", HOUR));
        assertThat(truth().rows("mode", all)).isEqualTo(Map.of("Work", HOUR, "Relax", 2 * HOUR));
    }

    @Test
    void breaksLieWithinALocalDayAndLastFiveMinutes() {
        say("2026-11-16T09:00", "2026-11-16T10:00", "Work");
        say("2026-11-16T10:04", "2026-11-16T11:00", "Relax");
        say("2026-11-16T11:05", "2026-11-16T12:00", "Work");
        say("2026-11-16T12:00", "2026-11-16T12:30", "Away");
        say("2026-11-16T12:30", "2026-11-16T13:00", "Work");
        say("2026-11-17T09:00", "2026-11-17T10:00", "Work");

        Asked both = asked("2026-11-16", "2026-11-18");
        assertThat(truth().breaks(both, 5)).extracting(Stretch::length).containsExactly(5 * MINUTE, 30 * MINUTE);
        assertThat(truth().breaks(both, 4)).hasSize(3);
        assertThat(truth().longestWithoutBreak(both, 5)).isEqualTo(2 * HOUR);
        assertThat(fact("perDay", both)).isEqualTo(1.0);
        assertThat(fact("longestStretchMs", both)).isEqualTo(2 * HOUR);
    }

    @Test
    void focusIsUninterruptedTimeInOneModeOverMidnightAsWell() {
        say("2026-11-16T23:50", "2026-11-17T00:20", "Work");
        say("2026-11-17T00:20", "2026-11-17T00:40", "Meeting");
        say("2026-11-17T09:00", "2026-11-17T10:00", "Relax");

        Asked week = asked("2026-11-16", "2026-11-18").ofWork();
        assertThat(truth().focus(week, 25)).extracting(Stretch::length).containsExactly(30 * MINUTE);
        assertThat(truth().focus(week, 20)).hasSize(2);
        assertThat(truth().focus(asked("2026-11-17", "2026-11-18").ofWork(), 20))
                .hasSize(2);
        assertThat(truth().focus(asked("2026-11-17", "2026-11-18").ofWork(), 25))
                .isEmpty();
    }

    @Test
    void switchesNeedAnotherApplicationWithoutAPause() {
        window("2026-11-17T10:00:00", 60, "a/Work");
        window("2026-11-17T10:01:00", 60, "b/Work");
        window("2026-11-17T10:02:00", 60, "b/Relax");
        window("2026-11-17T10:03:01", 60, "a/Relax");
        window("2026-11-17T10:04:01", 60, "c/Away");
        window("2026-11-17T10:05:01", 59, "a/Work");

        Asked day = asked("2026-11-17", "2026-11-18");
        assertThat(truth().switches(day, true)).isEqualTo(2);
        assertThat(truth().switches(day, false)).isEqualTo(1);
        assertThat(fact("perHour", day)).isEqualTo(24.0);
        assertThat(truth().rows("app", day)).containsEntry("a/Work", 119_000L).doesNotContainKey("c/Away");
    }

    @Test
    void workBeginsEndsAndGoesTooLong() {
        say("2026-11-13T08:00", "2026-11-13T17:00", "Work");
        say("2026-11-14T10:00", "2026-11-14T11:00", "Meeting");
        say("2026-11-16T09:00", "2026-11-16T12:00", "Work");
        say("2026-11-16T20:30", "2026-11-17T00:00", "Work");
        say("2026-11-16T12:00", "2026-11-16T13:00", "Gaming");

        Asked days = asked("2026-11-12", "2026-11-18");
        assertThat(fact("meanStart", days)).isEqualTo(9 * HOUR);
        assertThat(fact("meanEnd", days)).isEqualTo((17 + 11 + 24) * HOUR / 3.0);
        assertThat(fact("earliestStart", days)).isEqualTo(8 * HOUR);
        assertThat(fact("latestEnd", days)).isEqualTo(24 * HOUR);
        assertThat(fact("eveningMs", days)).isEqualTo(3.5 * HOUR);
        assertThat(fact("weekendMs", days)).isEqualTo(HOUR);
        assertThat(fact("weekendShare", days)).isCloseTo(1 / 16.5, within(1e-9));
        assertThat(fact("overtimeMs", days)).isEqualTo(HOUR);
        assertThat(fact("overtimeDays", days)).isEqualTo(1);
        assertThat(fact("longestDayMs", days)).isEqualTo(9 * HOUR);
        assertThat(new ChatFacts(truth()).longestDay(days)).contains(LocalDate.parse("2026-11-13"));
        assertThat(fact("totalMs", days)).isEqualTo(17.5 * HOUR);
        assertThat(fact("meanPerDayMs", days.ofWork())).isEqualTo(5.5 * HOUR);
    }

    @Test
    void inputIsWeighedByTime() {
        window("2026-11-17T10:00:00", 60, "a/Work");
        windows.add(new Activity(
                instant("2026-11-17T10:01:00"),
                20_000,
                "a/Work",
                null,
                null,
                6,
                0,
                null,
                List.of(
                        new AudioLevel(AudioLevel.Source.MICROPHONE, null, -20, -10, 0.5, true, null),
                        new AudioLevel(AudioLevel.Source.SYSTEM, null, -30, -20, 1, null, null))));

        Asked day = asked("2026-11-17", "2026-11-18");
        assertThat(fact("mouse", day)).isEqualTo(3.0);
        assertThat(fact("keyboard", day)).isEqualTo(3.0);
        assertThat(fact("microphoneMs", day)).isEqualTo(20_000);
        assertThat(fact("voiceMs", day)).isEqualTo(10_000);
        assertThat(fact("microphoneDb", day)).isCloseTo(-20, within(1e-9));
        assertThat(fact("systemDb", day)).isCloseTo(-30, within(1e-9));
        assertThat(fact("measuredMs", day)).isEqualTo(80_000);
    }

    @Test
    void dayByDayIsAsGoodAsAllAtOnce() {
        for (int minute = 0; minute < 3 * 24 * 60; minute += 7) {
            String app = minute % 5 == 0 ? "a/Away" : minute % 3 == 0 ? "b/Relax" : "c/Work";
            windows.add(new Activity(
                    instant("2026-11-14T00:00").plusSeconds(minute * 60L),
                    minute % 2 == 0 ? 400_000 : 460_000,
                    app,
                    null,
                    null,
                    1,
                    1,
                    null,
                    List.of()));
        }
        words.add(new Word(instant("2026-11-15T22:00"), instant("2026-11-16T03:00"), "Gaming", true));
        say("2026-11-16T00:30", "2026-11-16T01:30", "Sport");
        Reference whole = new Reference(() -> ChatTruthTest::read, Long.MAX_VALUE);
        whole.report(whole.pair(), windows);
        words.forEach(word -> whole.say(
                word.ofDevice() ? 0 : null,
                word.from().toEpochMilli(),
                word.to().toEpochMilli(),
                word.mode()));

        assertThat(new LongTimeline(windows, words, () -> ChatTruthTest::read, instant("2026-11-18T00:00")).line())
                .isEqualTo(whole.timeline().joined());
    }

    @Test
    void whatIsNoFactIsSaid() {
        assertThatThrownBy(() -> fact("salary", asked("2026-11-16", "2026-11-18")))
                .hasMessageContaining("salary");
    }
}
