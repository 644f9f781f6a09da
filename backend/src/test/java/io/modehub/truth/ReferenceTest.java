package io.modehub.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.truth.Question.Grouping;
import io.modehub.truth.Strip.Piece;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reference against cases worked out by hand. The classifier of these tests reads the mode off the application's
 * name ({@code Relax!} is said by a rule), and {@code Away} begins {@code idleMs} before a window's end.
 */
class ReferenceTest {
    private static final long NOON = Instant.parse("2025-06-02T12:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final Reference reference = new Reference(() -> ReferenceTest::read, Long.MAX_VALUE);

    private static Prediction read(Activity activity) {
        boolean rule = activity.app().endsWith("!");
        Instant since = activity.app().equals("Away") && activity.idleMs() != null
                ? activity.end().minusMillis(activity.idleMs())
                : activity.at();
        return new Prediction(
                activity.app().replace("!", ""),
                since,
                1,
                rule ? Prediction.Source.RULE : Prediction.Source.MODEL,
                "hand",
                List.of(),
                activity.keyboard() > 0);
    }

    /** A window in front of which somebody types, in seconds from noon. */
    private static Activity at(int second, int seconds, String app) {
        return window(second, seconds, app, 5, null);
    }

    private static Activity still(int second, int seconds, String app) {
        return window(second, seconds, app, 0, null);
    }

    private static Activity window(int second, int seconds, String app, int keyboard, Long idleMs) {
        return new Activity(
                Instant.ofEpochMilli(NOON + second * 1_000L),
                seconds * 1_000,
                app,
                null,
                null,
                0,
                keyboard,
                idleMs,
                List.of());
    }

    private int agent(Activity... activities) {
        int agent = reference.pair();
        reference.report(agent, List.of(activities));
        return agent;
    }

    private static Piece<String> span(int from, int to, String mode) {
        return new Piece<>(NOON + from * 1_000L, NOON + to * 1_000L, mode);
    }

    private List<Piece<String>> spans(int agent) {
        return reference.agent(agent).spans().joined();
    }

    private void label(String from, String to, String mode) {
        reference.say(
                null, Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli(), mode);
    }

    private Map<String, Long> rows(Grouping groupBy, String zone) {
        return ask(groupBy, zone, null).rows();
    }

    private Question.Answer ask(Grouping groupBy, String zone, Integer agent) {
        return reference.summary(new Question(agent, 0, Long.MAX_VALUE, ZoneId.of(zone), groupBy, null, null));
    }

    private Map<String, Long> personsModes() {
        return rows(Grouping.MODE, "UTC");
    }

    @Test
    void aPauseOfAMinuteBelongsToTheSpanAndALongerOneEndsIt() {
        assertThat(spans(agent(at(0, 30, "Work"), at(89, 30, "Work")))).containsExactly(span(0, 119, "Work"));
        assertThat(spans(agent(at(0, 30, "Work"), at(90, 30, "Work")))).containsExactly(span(0, 120, "Work"));
        assertThat(spans(agent(at(0, 30, "Work"), at(91, 30, "Work"))))
                .containsExactly(span(0, 30, "Work"), span(91, 121, "Work"));
    }

    @Test
    void aPauseBetweenTwoModesBelongsToNeither() {
        assertThat(spans(agent(at(0, 30, "Work"), at(40, 30, "Relax"))))
                .containsExactly(span(0, 30, "Work"), span(40, 70, "Relax"));
    }

    @Test
    void aWindowThatWasCutDoesNotComeBack() {
        assertThat(spans(agent(at(0, 60, "Work"), at(10, 10, "Meeting"))))
                .containsExactly(span(0, 10, "Work"), span(10, 20, "Meeting"));
    }

    @Test
    void ofTwoWindowsWithTheSameStartTheLongerStaysAndOfTwoAlikeTheFirst() {
        assertThat(spans(agent(at(0, 30, "Work"), at(0, 10, "Relax")))).containsExactly(span(0, 30, "Work"));
        assertThat(spans(agent(at(0, 10, "Work"), at(0, 10, "Relax")))).containsExactly(span(0, 10, "Work"));
    }

    @Test
    void awayReachesBackToTheLastSignButNotOverALongPause() {
        assertThat(spans(agent(at(0, 60, "Work"), still(60, 60, "Work"), window(120, 60, "Away", 0, 150_000L))))
                .containsExactly(span(0, 30, "Work"), span(30, 180, "Away"));
        assertThat(spans(agent(at(0, 60, "Work"), still(121, 60, "Work"), window(181, 60, "Away", 0, 200_000L))))
                .containsExactly(span(0, 60, "Work"), span(121, 241, "Away"));
    }

    @Test
    void aShortRunBetweenTwoAlikeIsSmoothedAwayUnlessARuleSaidItOrItIsAMeeting() {
        assertThat(spans(agent(at(0, 60, "Work"), at(60, 59, "Relax"), at(119, 60, "Work"))))
                .containsExactly(span(0, 179, "Work"));
        assertThat(spans(agent(at(0, 60, "Work"), at(60, 60, "Relax"), at(120, 60, "Work"))))
                .hasSize(3);
        assertThat(spans(agent(at(0, 60, "Work"), at(60, 30, "Relax!"), at(90, 60, "Work"))))
                .hasSize(3);
        assertThat(spans(agent(at(0, 60, "Work"), at(60, 30, "Meeting"), at(90, 60, "Work"))))
                .hasSize(3);
        assertThat(spans(agent(at(0, 60, "Meeting"), at(60, 30, "Work"), at(90, 60, "Meeting"))))
                .hasSize(3);
    }

    @Test
    void spansThatTouchAtMidnightAreOne() {
        assertThat(spans(agent(at(12 * 3_600 - 30, 60, "Work"))))
                .containsExactly(span(12 * 3_600 - 30, 12 * 3_600 + 30, "Work"));
    }

    @Test
    void thePersonIsWithTheAgentThatIsNotAway() {
        agent(window(0, 60, "Away", 0, 60_000L));
        agent(still(0, 30, "Relax"));

        assertThat(personsModes()).containsExactly(Map.entry("Relax", 30_000L));
        assertThat(ask(Grouping.MODE, "UTC", null).coverageMs()).isEqualTo(60_000);
    }

    @Test
    void thePersonIsWhereTheLatestSignIsAndElseWithTheFirstAgent() {
        agent(at(0, 10, "Work"), still(10, 50, "Work"));
        agent(still(0, 20, "Relax"), at(20, 10, "Relax"), still(30, 30, "Relax"));

        assertThat(reference.timeline().pieces().stream()
                        .map(piece -> piece.value().mode() + (piece.from() - NOON) / 1_000))
                .startsWith("Work0")
                .contains("Work10", "Relax20", "Relax30");
        assertThat(personsModes()).containsEntry("Work", 20_000L).containsEntry("Relax", 40_000L);
    }

    @Test
    void aSignMoreThanAQuarterOfAnHourBackCountsAsNone() {
        agent(still(0, 1_200, "Work"));
        agent(at(0, 60, "Relax"), still(60, 1_140, "Relax"));

        assertThat(personsModes()).containsEntry("Relax", 960_000L).containsEntry("Work", 240_000L);
    }

    @Test
    void theLastWordWinsAndTakingItBackShowsWhatIsBeneath() {
        int agent = agent(at(0, 60, "Work"));
        reference.say(agent, NOON, NOON + 40_000, "Relax");
        long last = reference.say(agent, NOON + 20_000, NOON + 50_000, "Gaming");

        assertThat(spans(agent)).containsExactly(span(0, 20, "Relax"), span(20, 50, "Gaming"), span(50, 60, "Work"));
        reference.takeBack(last);
        assertThat(spans(agent)).containsExactly(span(0, 40, "Relax"), span(40, 60, "Work"));
    }

    @Test
    void aWordWithoutAnAgentLiesAboveAllAndHasTheApplicationOfTheWindowBeneath() {
        agent(at(0, 60, "Work"));
        reference.say(null, NOON + 30_000, NOON + 90_000, "Relax");

        assertThat(personsModes()).containsEntry("Work", 30_000L).containsEntry("Relax", 60_000L);
        assertThat(rows(Grouping.APP, "UTC")).containsExactly(Map.entry("Work", 60_000L));
    }

    @Test
    void aDeletedModesTimeIsTheOthers() {
        int agent = agent(at(0, 60, "Work"), at(60, 60, "Relax"));
        reference.deleteMode("Relax", "Work");

        assertThat(spans(agent)).containsExactly(span(0, 120, "Work"));
    }

    @Test
    void daysAreTheZonesAndHave23Or25HoursWhenTheClocksChange() {
        label("2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z", "Work");
        label("2025-10-25T22:00:00Z", "2025-10-26T23:00:00Z", "Work");

        assertThat(rows(Grouping.DAY, "Europe/Berlin"))
                .isEqualTo(Map.of("2025-03-30", 23 * HOUR, "2025-10-26", 25 * HOUR));
        assertThat(rows(Grouping.HOUR, "Europe/Berlin"))
                .containsEntry("1", 2 * HOUR)
                .containsEntry("2", 2 * HOUR)
                .containsEntry("3", 2 * HOUR);
    }

    @Test
    void hoursBeginWhereTheZonesDo() {
        label("2025-06-02T03:15:00Z", "2025-06-02T04:45:00Z", "Work");

        assertThat(rows(Grouping.HOUR, "Asia/Kolkata")).isEqualTo(Map.of("8", HOUR / 4, "9", HOUR, "10", HOUR / 4));
        assertThat(rows(Grouping.HOUR, "Asia/Kathmandu")).isEqualTo(Map.of("9", HOUR, "10", HOUR / 2));
        assertThat(rows(Grouping.HOUR, "America/St_Johns")).isEqualTo(Map.of("0", HOUR / 4, "1", HOUR, "2", HOUR / 4));
    }

    @Test
    void weeksAreTheIsoOnes() {
        label("2024-12-30T10:00:00Z", "2024-12-30T11:00:00Z", "Work");
        label("2025-01-05T10:00:00Z", "2025-01-05T12:00:00Z", "Work");
        label("2027-01-03T10:00:00Z", "2027-01-03T11:00:00Z", "Work");

        assertThat(rows(Grouping.WEEK, "UTC")).isEqualTo(Map.of("2025-W01", 3 * HOUR, "2026-W53", HOUR));
        assertThat(rows(Grouping.WEEKDAY, "UTC")).isEqualTo(Map.of("1", HOUR, "7", 3 * HOUR));
        assertThat(rows(Grouping.MONTH, "UTC"))
                .isEqualTo(Map.of("2024-12", HOUR, "2025-01", 2 * HOUR, "2027-01", HOUR));
    }

    @Test
    void anIntervalHoldsItsStartAndNotItsEndAndNothingAfterNow() {
        Reference early = new Reference(() -> ReferenceTest::read, NOON + 50_000);
        early.say(null, NOON, NOON + 60_000, "Work");

        assertThat(total(early, 10_000, 20_000)).isEqualTo(10_000);
        assertThat(total(early, 40_000, 60_000)).isEqualTo(10_000);
    }

    private static long total(Reference reference, long from, long to) {
        return reference
                .summary(new Question(null, NOON + from, NOON + to, UTC, Grouping.MODE, null, null))
                .totalMs();
    }
}
