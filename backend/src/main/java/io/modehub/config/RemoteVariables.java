package io.modehub.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Reads which remote classifier there is. */
final class RemoteVariables {
    static final List<String> NAMES = List.of(
            "AZURE_ML_SCORING_URI", "AZURE_ML_KEY", "AZURE_ML_DEPLOYMENT", "AZURE_ML_FORMAT", "AZURE_ML_CLASSES");

    private static final String SCORING_URI = "AZURE_ML_SCORING_URI";
    private static final String URI_EXAMPLE = "example: https://modes.westeurope.inference.ml.azure.com/score";
    private static final String CLASSES_EXAMPLE = "example: AZURE_ML_CLASSES=Gaming,Meeting,Relax,Work";
    private static final int LONGEST_MODE = 40;
    private static final int MOST_MODES = 100;

    private final Variables variables;

    RemoteVariables(Variables variables) {
        this.variables = variables;
    }

    Optional<RemoteClassifier> read() {
        if (variables.value(SCORING_URI).isEmpty()) {
            if (variables.hasSecret("AZURE_ML_KEY")
                    || variables.value("AZURE_ML_CLASSES").isPresent()) {
                variables.fault(SCORING_URI, "is required with AZURE_ML_KEY and AZURE_ML_CLASSES; " + URI_EXAMPLE);
            }
            return Optional.empty();
        }
        Optional<URI> uri = variables.value(SCORING_URI, RemoteVariables::address);
        Optional<Secret> key = variables.secret("AZURE_ML_KEY");
        if (!variables.hasSecret("AZURE_ML_KEY")) {
            variables.fault(
                    "AZURE_ML_KEY",
                    "is required with " + SCORING_URI + "; example: AZURE_ML_KEY_FILE=/run/secrets/azure-ml");
        }
        key.filter(secret -> !secret.value().matches("[!-~]+"))
                .ifPresent(secret -> variables.fault(
                        "AZURE_ML_KEY",
                        "must be the key alone, without blanks; example: AZURE_ML_KEY_FILE=/run/secrets/azure-ml"));
        Optional<String> deployment = variables.value("AZURE_ML_DEPLOYMENT", RemoteVariables::deployment);
        RemoteClassifier.Format format =
                variables.value("AZURE_ML_FORMAT", RemoteVariables::format).orElse(RemoteClassifier.Format.AUTOML);
        List<String> classes = classes();
        return uri.flatMap(
                address -> key.map(secret -> new RemoteClassifier(address, secret, deployment, format, classes)));
    }

    private List<String> classes() {
        List<String> classes = variables.list("AZURE_ML_CLASSES");
        if (classes.isEmpty()) {
            variables.fault(
                    "AZURE_ML_CLASSES",
                    "is required with " + SCORING_URI + ", in the order of the model's classes_; " + CLASSES_EXAMPLE);
        } else if (classes.size() > MOST_MODES || !classes.stream().allMatch(RemoteVariables::isMode)) {
            variables.fault(
                    "AZURE_ML_CLASSES",
                    "must be names of modes with commas between them, without Away and Unknown; " + CLASSES_EXAMPLE);
        }
        return classes;
    }

    /** Nobody there, and nobody can tell, are the hub's own words. */
    private static boolean isMode(String name) {
        return name.length() <= LONGEST_MODE && !name.matches(".*\\p{Cntrl}.*|(?i)away|unknown");
    }

    private static URI address(String text) {
        try {
            URI uri = new URI(text.strip());
            if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    || uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getPath().length() < 2
                    || uri.getFragment() != null) {
                throw new IllegalArgumentException(
                        "must be the endpoint's REST address with its path, usually /score; " + URI_EXAMPLE);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL; " + URI_EXAMPLE);
        }
    }

    private static String deployment(String text) {
        if (!text.strip().matches("[a-zA-Z][\\w-]{1,31}")) {
            throw new IllegalArgumentException("must be the name of one deployment; example: AZURE_ML_DEPLOYMENT=blue");
        }
        return text.strip();
    }

    private static RemoteClassifier.Format format(String text) {
        return switch (text.strip()) {
            case "automl" -> RemoteClassifier.Format.AUTOML;
            case "mlflow" -> RemoteClassifier.Format.MLFLOW;
            default -> throw new IllegalArgumentException("must be automl or mlflow; example: AZURE_ML_FORMAT=mlflow");
        };
    }
}
