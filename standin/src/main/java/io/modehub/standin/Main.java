package io.modehub.standin;

import io.modehub.standin.scoring.Format;
import io.modehub.standin.scoring.ScoringEndpoint;
import io.modehub.standin.scoring.ScoringScripts;
import io.modehub.standin.scoring.ToyModel;
import java.time.Duration;
import java.util.List;

/** Runs the stand-ins by hand and prints what to set. */
public final class Main {
    private static final Duration PACE = Duration.ofMillis(40);

    private Main() {}

    /**
     * Runs until it is ended.
     *
     * @param args {@code --port N} and {@code --tls} for the chat; {@code --scoring-port N} and {@code --mlflow} for the classifier
     */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        chat(words);
        scoring(words);
    }

    private static void chat(List<String> words) {
        Standin standin = Standin.start(new Standin.Options(number(words, "--port"), words.contains("--tls"), PACE));
        System.out.println("As Azure OpenAI:");
        System.out.println("  export AZURE_OPENAI_ENDPOINT=" + standin.address());
        System.out.println("  export AZURE_OPENAI_API_KEY=" + Standin.KEY);
        System.out.println("  export AZURE_OPENAI_DEPLOYMENTS=gpt-4o,gpt-4o-mini");
        System.out.println("or as an OpenAI-compatible server:");
        System.out.println("  export OPENAI_BASE_URL=" + standin.address() + "/v1");
        System.out.println("  export OPENAI_API_KEY=" + Standin.KEY);
        System.out.println("  export OPENAI_MODELS=gpt-4o,gpt-4o-mini");
        if (words.contains("--tls")) {
            System.out.println("and, since it signs its own certificate:");
            System.out.println("  export CHAT_CA_FILE=" + standin.caFile());
        }
        System.out.println("A deployment of one of these names, or [[name]] in a question, misbehaves:");
        System.out.println("  " + String.join(" ", Scripts.names()));
    }

    private static void scoring(List<String> words) {
        Format format = words.contains("--mlflow") ? Format.MLFLOW : Format.AUTOML;
        ScoringEndpoint endpoint = ScoringEndpoint.start(format, number(words, "--scoring-port"));
        System.out.println("As a managed online endpoint of Azure ML:");
        System.out.println("  export AZURE_ML_SCORING_URI=" + endpoint.scoringUri());
        System.out.println("  export AZURE_ML_KEY=" + ScoringEndpoint.KEY);
        System.out.println("  export AZURE_ML_FORMAT=" + (format == Format.MLFLOW ? "mlflow" : "automl"));
        System.out.println("  export AZURE_ML_CLASSES=" + String.join(",", ToyModel.CLASSES));
        System.out.println("AZURE_ML_DEPLOYMENT with one of these names answers so:");
        System.out.println("  " + String.join(" ", ScoringScripts.names()));
    }

    /** The number after a flag; without it 0, which is any free port. */
    private static int number(List<String> words, String flag) {
        int at = words.indexOf(flag);
        return at < 0 ? 0 : Integer.parseInt(words.get(at + 1));
    }
}
