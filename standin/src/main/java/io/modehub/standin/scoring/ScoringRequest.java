package io.modehub.standin.scoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the model was asked.
 *
 * @param rows values by column, in the order they came in
 * @param method {@code predict} or {@code predict_proba}
 * @param deployment the one the client picked
 */
public record ScoringRequest(
        Format format, List<Map<String, Object>> rows, String method, Optional<String> deployment, String key) {
    public ScoringRequest {
        rows = List.copyOf(rows);
    }
}
