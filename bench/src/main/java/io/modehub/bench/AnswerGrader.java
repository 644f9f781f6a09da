package io.modehub.bench;

import io.modehub.bench.AnswerText.Value;
import io.modehub.chat.ChatEvent.Finish;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Holds an answer against what is expected. Strict: the first value of the kind in the first sentence is the answer; only a
 * report may say it anywhere.
 */
final class AnswerGrader {
    private final Names names;

    AnswerGrader(Names names) {
        this.names = names;
    }

    /** How an answer was. */
    enum Grade {
        RIGHT,
        WRONG,
        /** It was asked back; whether with the right chip among them is for the asker to find out. */
        ASKED,
        /** It was refused and should not have been. */
        REFUSED
    }

    Grade grade(ChatAnswer answer, Expected expected, List<String> absent) {
        if (absent.stream().anyMatch(answer.shown()::contains)) {
            return Grade.WRONG;
        }
        Finish finish = answer.finish().orElse(null);
        if (finish == null) {
            return Grade.WRONG;
        }
        return switch (finish) {
            case REFUSED -> isRefusal(expected) ? Grade.RIGHT : Grade.REFUSED;
            case CLARIFY -> Grade.ASKED;
            default -> says(AnswerText.of(answer.text()), expected) ? Grade.RIGHT : Grade.WRONG;
        };
    }

    private static boolean isRefusal(Expected expected) {
        return expected instanceof Expected.Any any
                ? any.readings().stream().anyMatch(AnswerGrader::isRefusal)
                : expected instanceof Expected.Refused;
    }

    /** Whether the answer's first sentence is the expected one. */
    boolean says(AnswerText answer, Expected expected) {
        if (expected instanceof Expected.Any any) {
            return any.readings().stream().anyMatch(reading -> says(answer, reading));
        }
        if (expected instanceof Expected.Facts facts) {
            return facts.all().stream().allMatch(fact -> mentions(answer, fact));
        }
        if (expected instanceof Expected.Ranking ranking) {
            return ranks(answer, ranking);
        }
        if (expected instanceof Expected.Change change) {
            return changes(answer.headline(), change);
        }
        if (expected instanceof Expected.Empty || (isZero(expected) && isEmpty(answer))) {
            return isEmpty(answer);
        }
        List<Value> values = values(answer.headline(), expected);
        return !values.isEmpty() && isAbout(values.get(0), expected);
    }

    /** Whether it is anywhere in the answer. */
    private boolean mentions(AnswerText answer, Expected expected) {
        if (expected instanceof Expected.Any any) {
            return any.readings().stream().anyMatch(reading -> mentions(answer, reading));
        }
        if (expected instanceof Expected.Ranking ranking) {
            List<String> named = names.in(answer.toString(), ranking.by());
            return ranking.places().get(0).stream().anyMatch(named::contains);
        }
        return says(answer, expected) || values(answer, expected).stream().anyMatch(value -> isAbout(value, expected));
    }

    private boolean ranks(AnswerText answer, Expected.Ranking ranking) {
        List<String> named = names.in(answer.headline().toString(), ranking.by()).stream()
                .distinct()
                .toList();
        if (named.size() < ranking.places().size()) {
            named = names.in(answer.toString(), ranking.by()).stream()
                    .distinct()
                    .toList();
        }
        if (named.size() < ranking.places().size()) {
            return false;
        }
        for (int i = 0; i < ranking.places().size(); i++) {
            Set<String> place = ranking.places().get(i);
            if (!place.contains(named.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean changes(AnswerText headline, Expected.Change change) {
        OptionalInt said = Direction.of(headline, change.a(), change.b());
        boolean sizeIsRight = !change.sized()
                || headline.durations().stream().anyMatch(value -> value.isAbout(Math.abs(change.ms())));
        return said.isPresent() && said.getAsInt() == Math.signum(change.ms()) && sizeIsRight;
    }

    private static boolean isEmpty(AnswerText answer) {
        return answer.toString().contains("Keine Daten") || answer.toString().contains("No data");
    }

    private static boolean isZero(Expected expected) {
        Value zero = new Value(0, 0);
        return isAbout(zero, expected);
    }

    private static List<Value> values(AnswerText text, Expected expected) {
        if (expected instanceof Expected.Ms) {
            return text.durations();
        }
        if (expected instanceof Expected.Share) {
            return text.shares();
        }
        if (expected instanceof Expected.Clock) {
            return text.clocks();
        }
        return expected instanceof Expected.Amount ? text.numbers() : List.of();
    }

    private static boolean isAbout(Value value, Expected expected) {
        if (expected instanceof Expected.Ms ms) {
            return value.isAbout(ms.ms());
        }
        if (expected instanceof Expected.Share share) {
            return value.isAbout(share.share());
        }
        if (expected instanceof Expected.Clock clock) {
            return value.isAbout(clock.ms());
        }
        return expected instanceof Expected.Amount number && value.isAbout(number.value());
    }
}
