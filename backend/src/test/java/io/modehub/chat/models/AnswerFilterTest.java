package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.chat.ChatEvent;
import io.modehub.chat.ChatEvent.Cite;
import io.modehub.chat.ChatEvent.Delta;
import io.modehub.chat.tools.Period;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.ToolResult.Column;
import io.modehub.chat.tools.ToolResult.Fact;
import io.modehub.chat.tools.Unit;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a model's text reaches the page. */
class AnswerFilterTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long MINUTE = 60_000;

    /** 12 h 34 min of work last week, 37 % of it on Tuesday, first day from 09:05. */
    private static final ToolResult RESULT = new ToolResult(
            "r1",
            "active_time",
            JsonObject.of("period", "last_week"),
            List.of(new Period(
                    "last_week",
                    "last week (Nov 9 – 15, 2026)",
                    Instant.parse("2026-11-08T23:00:00Z"),
                    Instant.parse("2026-11-15T23:00:00Z"),
                    BERLIN,
                    true)),
            Map.of(
                    "totalMs", new Fact(Unit.MS, 754 * MINUTE),
                    "meanStart", new Fact(Unit.TIME_OF_DAY, 545 * MINUTE),
                    "switches", new Fact(Unit.COUNT, 1_482)),
            List.of(new Column("key", Unit.TEXT), new Column("activeMs", Unit.MS), new Column("share", Unit.SHARE)),
            List.of(List.of("2", 279 * MINUTE, 0.37), List.of("3", 475 * MINUTE, 0.63)),
            false);

    private final List<ChatEvent> events = new ArrayList<>();

    private String filtered(String text, int pieceLength) {
        events.clear();
        AnswerFilter filter = new AnswerFilter(new Backing(BERLIN, "How was it?"), events::add);
        filter.add(RESULT);
        for (int at = 0; at < text.length(); at += pieceLength) {
            filter.text(text.substring(at, Math.min(text.length(), at + pieceLength)));
        }
        filter.flush();
        StringBuilder out = new StringBuilder();
        events.forEach(event -> {
            if (event instanceof Delta delta) {
                out.append(delta.text());
            }
        });
        return out.toString();
    }

    private String filtered(String text) {
        String whole = filtered(text, text.length());
        for (int length : new int[] {1, 2, 3, 7, 19}) {
            assertThat(filtered(text, length)).as("in pieces of %s", length).isEqualTo(whole);
        }
        return whole;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You worked 12 h 34 min last week.",
                "You worked 12.6 hours last week.",
                "Du hast 12,6 Stunden gearbeitet.",
                "Das waren 754 Minuten, also etwa 12 h 34 min.",
                "Am Dienstag 37 %, das sind 4 h 39 min.",
                "Tuesday had 37% of it",
                "You begin at 09:05 on average.",
                "You switched 1,482 times; 1.482 Wechsel; 1482 switches",
                "From 2026-11-09 to 15.11.2026, week 46.",
                "1. Tuesday\n2. Wednesday\n",
                "About 13 h.",
                "Am 9. November war Montag.",
            })
    void letsNumbersThroughThatAResultHas(String text) {
        assertThat(filtered(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "You worked 14 h 34 min.|You worked 14 h 34 min⁇.",
                "Am Dienstag 38 %.|Am Dienstag 38 %⁇.",
                "You begin at 09:15.|You begin at 09:15⁇.",
                "Some 1,500 switches|Some 1,500⁇ switches",
                "On 2026-12-24 you rested.|On 2026-12-24⁇ you rested.",
            })
    void marksNumbersThatNoResultHas(String text, String shown) {
        assertThat(filtered(text)).isEqualTo(shown);
    }

    @Test
    void turnsReferencesIntoCitationsAndDropsUnknownOnes() {
        assertThat(filtered("Work: 12 h 34 min [r1], again [r1], never [r7], both [r1, r9].\n"))
                .isEqualTo("Work: 12 h 34 min [1], again [1], never , both [1].\n");
        assertThat(events).filteredOn(Cite.class::isInstance).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "See [this page](https://evil.example/x?d=1) now|See this page now",
                "![pixel](https://evil.example/p.png) hello|hello",
                "Go to https://evil.example/a and www.evil.example today|Go to  and  today",
                "<script>alert()</script> and <b>bold</b>|‹script›alert()‹/script› and ‹b›bold‹/b›",
                "[click](javascript:alert) me|click me",
                "hi\u202Eevil\uDB40\uDC41|hievil",
                "[a note] stays|(a note) stays",
                "[[https://evil.example]](https://evil.example) x|() x",
            })
    void takesOutWhatAnAnswerMustNotHave(String text, String shown) {
        assertThat(filtered(text).strip().replaceAll("^\\s+", "")).isEqualTo(shown.strip());
    }

    @Test
    void wordsPassAtOnce() {
        AnswerFilter filter = new AnswerFilter(new Backing(BERLIN, ""), events::add);

        filter.text("Du");
        filter.text(" hast");

        assertThat(events).containsExactly(new Delta("Du"), new Delta(" hast"));
    }

    @Test
    void whatIsLeftOpenComesAtTheEnd() {
        assertThat(filtered("ends with [r1")).isEqualTo("ends with (r1");
        assertThat(filtered("ends with 12")).isEqualTo("ends with 12⁇");
        assertThat(filtered("ends with !")).isEqualTo("ends with !");
        assertThat(filtered("[x](https://evil.example/never")).isEqualTo("x");
    }

    @Test
    void aHostileTextTakesNoLongTime() {
        String brackets = "[".repeat(4_000) + "1".repeat(4_000) + "![".repeat(2_000);
        assertThat(filtered(brackets, 50)).doesNotContain("[");
    }
}
