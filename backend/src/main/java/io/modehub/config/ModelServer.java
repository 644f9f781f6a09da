package io.modehub.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A server of language models, and how to be let in. */
public sealed interface ModelServer {
    /** {@code azure} or {@code openai}. */
    String provider();

    /** Without a slash at its end; {@code http} too. */
    URI address();

    /** Names at the server, in order of preference; at least one. */
    List<String> models();

    /**
     * Azure OpenAI.
     *
     * @param apiVersion one that the client library knows
     */
    record Azure(URI address, Secret key, List<String> models, String apiVersion) implements ModelServer {
        public Azure {
            models = List.copyOf(models);
        }

        @Override
        public String provider() {
            return "azure";
        }
    }

    /**
     * OpenAI, or whatever speaks its format.
     *
     * @param address up to what comes before {@code /chat/completions}
     */
    record OpenAi(URI address, Optional<Secret> key, List<String> models) implements ModelServer {
        public OpenAi {
            models = List.copyOf(models);
        }

        @Override
        public String provider() {
            return "openai";
        }
    }
}
