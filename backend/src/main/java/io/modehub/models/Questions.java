package io.modehub.models;

import io.modehub.activity.Modes;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.activity.UserId;
import io.modehub.classify.Setup;
import io.modehub.classify.SetupHistory;
import io.modehub.models.remote.Answer;
import io.modehub.models.remote.RemoteModel;
import io.modehub.models.remote.RemoteRow;
import io.modehub.protocol.Activity;
import io.modehub.store.RemoteStore;
import io.modehub.store.RemoteStore.Consent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What the classifier outside the hub says of activities before they are judged, for persons who chose it. */
public final class Questions {
    /** Without a word on what may leave, nothing leaves. */
    private static final int CONSENT_MS = 1_000;

    private final Pool pool;
    private final Optional<RemoteModel> model;

    /** @param model none: no activity is ever asked about */
    public Questions(Pool pool, Optional<RemoteModel> model) {
        this.pool = pool;
        this.model = model;
    }

    /**
     * The activities in their order, each with what was said of it, where what judges it asks outside. Never fails; is complete at
     * once where there is nothing to wait for, and within some 3 s otherwise. Completes on any thread.
     *
     * @param history what judges them, as of that version of the person's setups
     * @param mayLeave which of them may be asked about
     */
    public Future<List<Sample>> ask(
            UserId user,
            SetupHistory history,
            long version,
            Modes modes,
            List<Activity> activities,
            Predicate<Activity> mayLeave) {
        List<Integer> wanted = new ArrayList<>();
        if (model.isPresent() && !model.get().isOpen()) {
            for (int i = 0; i < activities.size(); i++) {
                if (history.at(activities.get(i).at()).remote() && mayLeave.test(activities.get(i))) {
                    wanted.add(i);
                }
            }
        }
        List<Sample> samples = new ArrayList<>(activities.size());
        activities.forEach(activity -> samples.add(Sample.of(activity)));
        if (wanted.isEmpty()) {
            return Future.succeededFuture(samples);
        }
        List<Setup> setups =
                wanted.stream().map(i -> history.at(activities.get(i).at())).toList();
        return RemoteStore.consent(pool, user)
                .timeout(CONSENT_MS, TimeUnit.MILLISECONDS)
                .compose(consent -> consent.setupVersion() == version
                        ? ask(rows(activities, wanted, setups, consent))
                        : Future.succeededFuture(List.of()))
                .map(said -> {
                    for (int i = 0; i < said.size(); i++) {
                        said.get(i).ifPresent(tell(samples, wanted.get(i), modes));
                    }
                    return samples;
                })
                .otherwise(samples);
    }

    private static java.util.function.Consumer<Scores> tell(List<Sample> samples, int place, Modes modes) {
        return scores -> samples.set(place, new Sample(samples.get(place).activity(), named(scores, modes)));
    }

    private static List<RemoteRow> rows(
            List<Activity> activities, List<Integer> wanted, List<Setup> setups, Consent consent) {
        List<RemoteRow> rows = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            rows.add(RemoteRow.of(activities.get(wanted.get(i)), setups.get(i).zone(), consent.titles()));
        }
        return rows;
    }

    /** All at once, in questions as large as they may be; the model takes them in turn, within one budget. */
    private Future<List<Optional<Scores>>> ask(List<RemoteRow> rows) {
        List<Future<Answer>> answers = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += RemoteModel.MOST_ROWS) {
            int to = Math.min(rows.size(), from + RemoteModel.MOST_ROWS);
            answers.add(model.orElseThrow().ask(rows.subList(from, to)));
        }
        return Future.all(answers).map(all -> {
            List<Optional<Scores>> said = new ArrayList<>(rows.size());
            for (Future<Answer> answer : answers) {
                int next = said.size();
                int count = Math.min(RemoteModel.MOST_ROWS, rows.size() - next);
                for (int i = 0; i < count; i++) {
                    said.add(
                            answer.result().rows().isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(answer.result().rows().get(i)));
                }
            }
            return said;
        });
    }

    /** The endpoint names modes as people do; kept are the classifier's names, which survive renaming. */
    private static Scores named(Scores scores, Modes modes) {
        Map<String, Double> named = new LinkedHashMap<>();
        scores.byMode().forEach((mode, score) -> named.merge(modes.originOf(mode), score, Double::sum));
        named.replaceAll((mode, score) -> Math.min(1, score));
        return new Scores(named);
    }
}
