package io.modehub.bench;

import io.modehub.bench.AnswerGrader.Grade;
import io.modehub.chat.ChatEvent.Chip;
import io.modehub.truth.ChatTruth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One half of the questions, asked and graded. */
final class ChatExam {
    private final List<Result> results = new ArrayList<>();

    /** A graded answer; {@code hasRightChip} where it was asked back and one of the chips leads to a right answer. */
    record Result(ChatQuestion question, Expected expected, ChatAnswer answer, Grade grade, boolean hasRightChip) {
        boolean isRight() {
            return grade == Grade.RIGHT;
        }
    }

    ChatExam(List<ChatQuestion> questions, ChatTruth truth, ChatAsker asker) {
        AnswerGrader grader = new AnswerGrader(new Names(truth.names("app"), truth.names("mode")));
        for (ChatQuestion question : questions) {
            Expected expected = expected(question, truth);
            ChatAnswer answer = asker.ask(question.ask(), question.language(), question.zone());
            Grade grade = grader.grade(answer, expected, question.absent());
            boolean chip = grade == Grade.ASKED
                    && answer.choices().stream()
                            .map(Chip::question)
                            .map(other -> asker.ask(answer.history(), other, question.language(), question.zone()))
                            .anyMatch(other -> grader.grade(other, expected, question.absent()) == Grade.RIGHT);
            results.add(new Result(question, expected, answer, grade, chip));
        }
    }

    private static Expected expected(ChatQuestion question, ChatTruth truth) {
        try {
            return new Expectations(truth, question.zone()).of(question.expect());
        } catch (RuntimeException e) {
            throw new IllegalStateException(question.id() + " expects what can't be computed", e);
        }
    }

    List<Result> results() {
        return results;
    }

    /** Adds counts in all, by block and by language, and shares of the whole half. */
    void describe(Figures figures, String half) {
        figures.part(
                "The " + half + " half: questions, right, wrong, asked with the right chip, asked without it, refused");
        row(figures, half, "", result -> true);
        by(figures, half, result -> result.question().block());
        by(figures, half, result -> result.question().language().locale().getLanguage());
        double all = results.size();
        figures.add(half + "RightPercent", "right", 100 * count(Result::isRight) / all, "%")
                .add(
                        half + "RightOrChipPercent",
                        "right or asked with the right chip",
                        100 * count(result -> result.isRight() || result.hasRightChip()) / all,
                        "%")
                .add(half + "WrongPercent", "wrong", 100 * count(result -> result.grade() == Grade.WRONG) / all, "%");
    }

    private void by(Figures figures, String half, Function<Result, String> key) {
        results.stream()
                .map(key)
                .distinct()
                .sorted()
                .forEach(value ->
                        row(figures, half, value, result -> key.apply(result).equals(value)));
    }

    private void row(Figures figures, String half, String name, Predicate<Result> of) {
        List<Result> some = results.stream().filter(of).toList();
        String prefix = half
                + name.substring(0, Math.min(1, name.length())).toUpperCase(java.util.Locale.ROOT)
                + name.substring(Math.min(1, name.length()));
        Map<String, Double> row = new LinkedHashMap<>();
        row.put(prefix + "Questions", (double) some.size());
        row.put(prefix + "Right", count(some, Result::isRight));
        row.put(prefix + "Wrong", count(some, result -> result.grade() == Grade.WRONG));
        row.put(prefix + "AskedWithChip", count(some, Result::hasRightChip));
        row.put(prefix + "Asked", count(some, result -> result.grade() == Grade.ASKED && !result.hasRightChip()));
        row.put(prefix + "Refused", count(some, result -> result.grade() == Grade.REFUSED));
        figures.row(name.isEmpty() ? "all" : name, row, "");
    }

    private double count(Predicate<Result> of) {
        return count(results, of);
    }

    private static double count(List<Result> some, Predicate<Result> of) {
        return some.stream().filter(of).count();
    }

    /** What was not right, in full. */
    void list(Figures figures, String half) {
        figures.part("Not right in the " + half + " half");
        for (Result result : results) {
            if (!result.isRight()) {
                figures.line("%s %s%s: %s"
                        .formatted(
                                result.question().id(),
                                result.grade(),
                                result.hasRightChip() ? " with the right chip" : "",
                                String.join(" / ", result.question().ask())));
                figures.line("    understood: " + result.answer().understood());
                figures.line("    answer:     "
                        + AnswerText.of(result.answer().text()).headline());
                if (!result.answer().choices().isEmpty()) {
                    figures.line("    chips:      "
                            + result.answer().choices().stream()
                                    .map(Chip::question)
                                    .collect(Collectors.joining(" | ")));
                }
                figures.line("    truth:      " + Objects.toString(result.expected()));
            }
        }
    }
}
