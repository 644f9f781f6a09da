package io.modehub.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A managed online endpoint of Azure ML that classifies.
 *
 * @param uri where rows are posted to; {@code http} too
 * @param deployment the one to ask; empty: whichever the endpoint's traffic goes to
 * @param classes modes by name, in the order of the columns of its probabilities; no answer may name another one
 */
public record RemoteClassifier(URI uri, Secret key, Optional<String> deployment, Format format, List<String> classes) {
    /** What its model takes. */
    public enum Format {
        /** Records, as scoring scripts of AutoML take them; answered by probabilities. */
        AUTOML,
        /** Columns and data, as MLflow models without a script take them; answered by labels. */
        MLFLOW
    }

    public RemoteClassifier {
        classes = List.copyOf(classes);
    }
}
