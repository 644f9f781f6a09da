package io.modehub.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of people, and of those who mean harm. A hang ends a test by its timeout; none measures anything. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RulePatternTest {
    private static final String TITLE = "a".repeat(511) + "!";

    private static boolean found(String pattern, String text) {
        return RulePattern.compile(pattern).matcher(Folded.text(text)).find();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|a)*$",
                "(a|aa)+$",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(x+x+)+y",
                "(.*)*b",
                "(?:a?){40}a{40}",
                "((a*)*)*c",
                "(.*a){30}x"
            })
    void whatStallsOthersIsFoundOrNotAtOnce(String pattern) {
        Pattern compiled = RulePattern.compile(pattern);

        assertThat(compiled.programSize()).isLessThanOrEqualTo(RulePattern.MAX_SIZE);
        compiled.matcher(TITLE).find();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a{1000}",
                "((a{1000}){1000}){1000}",
                "(((((a{10}){10}){10}){10}){10}){10}",
                "(?:(?:(?:\\pL{99}){99}){99}){99}",
                "[)]((x{999}[(]){999}\\)){999}",
                "\\Q(\\E((x{999}){999}){999}",
                "(?P<name>(x{999}){999}){999}",
                "(([^]]{999}){999}){999}",
                "(([[:alpha:]]{999}){999}){999}"
            })
    void repetitionsAreRefusedBeforeTheyAreBuiltOut(String pattern) {
        assertThatThrownBy(() -> RulePattern.compile(pattern)).isInstanceOfSatisfying(InvalidRule.class, e -> {
            assertThat(e.path()).isEqualTo("pattern");
            assertThat(e.remedy()).contains("too large").contains("several rules");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "a)", "[", "[z-a]", "*a", "a**", "(?=a)b", "(a)\\1", "\\", "\\p{Nonsense}", "a{1001}{2}"})
    void whatIsNoPatternIsRefusedWithTheRemedy(String pattern) {
        assertThatThrownBy(() -> RulePattern.compile(pattern))
                .isInstanceOfSatisfying(
                        InvalidRule.class, e -> assertThat(e.path()).isEqualTo("pattern"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?i)a", "x(?s-i:a)", "(?si)b"})
    void theFlagForCasesIsRefusedSinceTheyAreTheSameAnyway(String pattern) {
        assertThatThrownBy(() -> RulePattern.compile(pattern)).hasMessageContaining("the same anyway");
    }

    /** RE2/J's own folding never ends on these, in a pattern or in a text. */
    @ParameterizedTest
    @ValueSource(strings = {"\u1c80", "[\u1c80-\u1c88]", "[B-\\x{1E942}]", "\\x{1c83}", "в", "[^в]"})
    void lettersWithoutAWayBackStallNothing(String pattern) {
        RulePattern.compile(pattern)
                .matcher(Folded.text("\u1c80\u1c81\u1c88 в"))
                .find();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "Invoice|RECHNUNG rechnung",
                "ÜBER über",
                "[A-Z]{3}-\\d+ abc-12",
                "[À-Ö] é",
                "\\x41B ab",
                "\\x{C4} ä",
                "\\QA.B\\E xa.by",
                "\\p{Lu}1 a1",
                "[[:upper:]]1 A1",
                "(?P<Year>2\\d{3}) 2026",
                "[]A] a",
                "Σ ς",
                "(?:Stand|Jour)[-_]?Fixe? STAND-FIX",
                "a{,2} A{,2}"
            })
    void upperAndLowerCaseAreTheSame(String pattern, String text) {
        assertThat(found(pattern, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"[^A-Z] abc", "\\QA.B\\E axb", "\\W abc", "^b ab", "[0-9] abc", "\\bcat\\b concat", "[^\\x{C4}] Ä"
            })
    void whatDoesNotMatchStaysSo(String pattern, String text) {
        assertThat(found(pattern, text)).isFalse();
    }

    @Test
    void accentsMatchHoweverTheyAreComposed() {
        assertThat(found("re\u0301sume\u0301", "R\u00c9SUM\u00c9")).isTrue();
        assertThat(found("r\u00e9sum\u00e9", "re\u0301sume\u0301")).isTrue();
    }

    /** A hundred thousand patterns out of what could mislead a reader, each small enough to be built. */
    @Test
    void theSizeIsNeverUnderestimated() {
        String[] parts = {
            "a",
            "B",
            "(",
            "(?:",
            ")",
            "[",
            "]",
            "^",
            "-",
            "|",
            "*",
            "+",
            "?",
            "{2}",
            "{0,3}",
            "{2,}",
            "{",
            "}",
            "\\",
            "\\Q",
            "\\E",
            "\\pL",
            "\\p{Lu}",
            "[:alpha:]",
            "[:",
            ":]",
            "\\]",
            "\\x41",
            "\\x{41}",
            ",",
            "3",
            "\\d",
            "(?P<n>",
            "(?s)",
            "$",
            "."
        };
        SplittableRandom random = new SplittableRandom(5);
        int built = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(1, 12); k > 0; k--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            PatternScan scan = new PatternScan(text.toString());
            int size;
            try {
                size = Pattern.compile(scan.folded()).programSize();
            } catch (PatternSyntaxException e) {
                continue;
            }
            built++;
            assertThat(scan.size()).as(text.toString()).isGreaterThanOrEqualTo(size);
        }
        assertThat(built).isGreaterThan(10_000);
    }
}
