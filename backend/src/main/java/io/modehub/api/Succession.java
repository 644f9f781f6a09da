package io.modehub.api;

import io.modehub.classify.Setup;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.ModelStore.StoredModel;
import io.modehub.store.SetupStore.StoredSetup;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which models have judged a person's time, one after the other.
 *
 * @param setups in order of time; at least one
 */
record Succession(List<StoredSetup> setups) {
    StoredSetup present() {
        return setups.get(setups.size() - 1);
    }

    /** Name of the model that judges now. */
    String active() {
        return present().model();
    }

    /** Since when the present model has judged without a break; empty where none has judged before it. */
    Optional<Instant> since() {
        int first = setups.size() - 1;
        while (first > 0 && setups.get(first - 1).model().equals(active())) {
            first--;
        }
        return first == 0 ? Optional.empty() : Optional.of(setups.get(first).from());
    }

    /**
     * The model that judged before the present one; fails with {@code conflict} where there was none. One whose time the present
     * one was given since then counts, too, though no setup names it any more.
     *
     * @param models of the person
     */
    String before(List<StoredModel> models) {
        Instant since = since().orElse(Instant.EPOCH);
        return models.stream()
                .filter(model -> model.activatedAt().filter(since::isBefore).isPresent())
                .filter(model -> setups.stream()
                        .noneMatch(setup -> setup.model().equals(model.id().toString())))
                .max(Comparator.comparing(model -> model.activatedAt().orElseThrow()))
                .map(model -> model.id().toString())
                .or(() -> setups.stream()
                        .map(StoredSetup::model)
                        .filter(model -> !model.equals(active()))
                        .reduce((earlier, later) -> later))
                .orElseThrow(() -> new HubException(
                        ErrorCode.CONFLICT, "there was no other model before; activate one of GET /api/v1/models"));
    }

    /**
     * Fails with {@code invalid_value} where a classifier outside, if it had judged since then, would leave no stretch to the model
     * that judges now and has to stand in for it.
     */
    void requireStandInBefore(Instant from) {
        int last = setups.size() - 1;
        while (last > 0 && setups.get(last).model().equals(Setup.REMOTE)) {
            last--;
        }
        int first = last;
        while (first > 0
                && setups.get(first - 1).model().equals(setups.get(last).model())) {
            first--;
        }
        Instant since = setups.get(first).from();
        if (first > 0 && !from.isAfter(since)) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE,
                    "from",
                    "must lie after " + since
                            + ", when the model began to judge that stands in where the endpoint has no answer");
        }
    }
}
