package io.modehub.bench;

import io.modehub.classify.FoldedDays;
import io.modehub.classify.FoldedDays.Columns;
import io.modehub.classify.ModeModel;
import io.modehub.classify.Scores;
import io.modehub.models.Checkpoint;
import io.modehub.models.Effort;
import io.modehub.models.Outcome;
import io.modehub.models.Row;
import io.modehub.models.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * For each fold of days the model that a whole search chose from the other folds, on days held out among those: neither the
 * choice nor the model has seen what it is judged on.
 */
final class SearchedModels {
    private static final long SEED = 1;

    private final FoldedDays folded;
    private final Columns columns;
    private final List<ModeModel> models = new ArrayList<>();
    private final Map<String, Integer> chosen = new TreeMap<>();

    /** @param budget of each search; five are made */
    SearchedModels(FoldedDays folded, Columns columns, Duration budget) {
        this.folded = folded;
        this.columns = columns;
        for (int fold = 0; fold < FoldedDays.FOLDS; fold++) {
            Outcome outcome = search(folded.lessons(fold, columns), budget);
            models.add(outcome.model());
            chosen.merge(
                    outcome.winner().candidate().family().name().toLowerCase(Locale.ROOT)
                            + (outcome.complete() ? "" : " (time was up)"),
                    1,
                    Integer::sum);
        }
    }

    private static Outcome search(List<FoldedDays.Lesson> lessons, Duration budget) {
        List<Row> rows = lessons.stream()
                .map(lesson -> Row.of(lesson.features(), lesson.label(), "any", 1, new Row.When(lesson.day(), 0)))
                .toList();
        return new Search(
                        new Search.Setting(budget, SEED, Effort.MOST_THREADS, "simulated days"),
                        Checkpoint.NONE,
                        progress -> {},
                        System::nanoTime)
                .run(rows);
    }

    Scores scores() {
        return folded.scores(columns, models);
    }

    /** How many folds chose which family. */
    String chosen() {
        return chosen.toString();
    }
}
