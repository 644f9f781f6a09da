package io.modehub.standin;

import java.time.Duration;
import java.util.List;

/** Runs the stand-in by hand and prints what to set. */
public final class Main {
    private static final Duration PACE = Duration.ofMillis(40);

    private Main() {}

    /**
     * Runs until it is ended.
     *
     * @param args {@code --port N}, {@code --tls}
     */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        int at = words.indexOf("--port");
        int port = at < 0 ? 0 : Integer.parseInt(words.get(at + 1));
        Standin standin = Standin.start(new Standin.Options(port, words.contains("--tls"), PACE));
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
}
