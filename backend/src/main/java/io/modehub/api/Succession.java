package io.modehub.api;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.SetupStore.StoredSetup;
import java.time.Instant;
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

    /** The model that judged before the present one; fails with {@code conflict} where there was none. */
    String before() {
        return setups.stream()
                .map(StoredSetup::model)
                .filter(model -> !model.equals(active()))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new HubException(
                        ErrorCode.CONFLICT, "there was no other model before; activate one of GET /api/v1/models"));
    }
}
