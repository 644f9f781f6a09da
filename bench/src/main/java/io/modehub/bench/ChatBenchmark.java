package io.modehub.bench;

import io.modehub.activity.UserId;
import io.modehub.chat.analyst.Analyst;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.ShippedModel;
import io.modehub.protocol.Activity;
import io.modehub.truth.ChatTruth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Whether the chat says what is true: questions about a year of log, in two halves of which one is never looked at while the
 * analyst is made better, graded against the reference. Then how soon it says it, and what the hub adds to a language model's answer.
 */
final class ChatBenchmark {
    private static final int ROUNDS = 5;

    private ChatBenchmark() {}

    /** @param reveal whether to tell what was not right in the untouched half */
    static Figures run(HubProcess hub, boolean brief, boolean reveal) {
        Figures figures = new Figures("chat", brief);
        List<Activity> activities = ChatYear.activities();
        long began = System.nanoTime();
        UserId person = StoredYear.of(hub, activities, ChatYear.words());
        progress(activities.size() + " activities stored", began);
        began = System.nanoTime();
        ModeModel model = ShippedModel.load();
        ChatTruth truth =
                ChatTruth.of(activities, ChatYear.words(), () -> new ModeTracker(model)::next, ChatYear.PRESENT);
        progress("the truth computed", began);
        figures.part("The log").add("activities", "activities", activities.size(), "");
        try (ChatAsker asker = new ChatAsker(hub, new Analyst(), person)) {
            exam(figures, truth, asker, "tuned", true);
            exam(figures, truth, asker, "untouched", reveal);
            firstText(figures, asker, brief ? 1 : ROUNDS);
        }
        StreamBenchmark.run(figures, hub, person, brief);
        return figures;
    }

    private static void exam(Figures figures, ChatTruth truth, ChatAsker asker, String half, boolean reveal) {
        List<ChatQuestion> questions = ChatQuestion.load(half);
        if (questions.isEmpty()) {
            figures.part("The " + half + " half has no questions");
            return;
        }
        ChatExam exam = new ChatExam(questions, truth, asker);
        exam.describe(figures, half);
        if (reveal) {
            exam.list(figures, half);
        }
    }

    /** Every question of both halves that is answered with text, again and again; now everything is warm. */
    private static void firstText(Figures figures, ChatAsker asker, int rounds) {
        Histogram nanos = new Histogram(3);
        List<ChatQuestion> questions = Stream.of("tuned", "untouched")
                .flatMap(half -> ChatQuestion.load(half).stream())
                .toList();
        for (int round = 0; round < rounds; round++) {
            for (ChatQuestion question : questions) {
                long first = asker.ask(question.ask(), question.language(), question.zone())
                        .firstTextNanos();
                if (first >= 0) {
                    nanos.recordValue(first);
                }
            }
        }
        figures.part("From a question to the analyst's first text, over the year")
                .add("firstTextP50Ms", "p50", nanos.getValueAtPercentile(50) / 1e6, "ms")
                .add("firstTextP95Ms", "p95", nanos.getValueAtPercentile(95) / 1e6, "ms")
                .add("firstTextMaxMs", "slowest", nanos.getMaxValue() / 1e6, "ms");
    }

    private static void progress(String what, long began) {
        System.err.printf(Locale.ROOT, "bench: %s in %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }
}
