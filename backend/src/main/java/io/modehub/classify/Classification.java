package io.modehub.classify;

import io.modehub.protocol.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one activity looks like on its own, without what came before.
 *
 * @param confidence 0 to 1
 * @param probabilities the model's own by mode, most probable first, together 1; a rule or a meeting may overrule them
 * @param model name of the model
 * @param reasons most telling first, at most four
 */
public record Classification(
        String mode, double confidence, Map<String, Double> probabilities, String model, List<Reason> reasons) {
    public Classification {
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        reasons = List.copyOf(reasons);
    }
}
