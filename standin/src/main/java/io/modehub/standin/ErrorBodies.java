package io.modehub.standin;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Errors in each server's words. Every message has {@link #MARK} in it, which nobody downstream should ever see. */
public final class ErrorBodies {
    /** Stands in every error's text. */
    public static final String MARK = "UPSTREAM-TEXT";

    private ErrorBodies() {}

    static JsonObject wrongKey(Dialect dialect) {
        return dialect == Dialect.AZURE
                ? azure(
                        "401",
                        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.")
                : openAi("invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
    }

    static JsonObject forbidden(Dialect dialect) {
        return dialect == Dialect.AZURE
                ? azure("403", "Access denied due to Virtual Network/Firewall rules.")
                : openAi(
                        "invalid_request_error",
                        "unsupported_country_region_territory",
                        "Country, region, or territory not supported");
    }

    static JsonObject missing(Dialect dialect) {
        return dialect == Dialect.AZURE
                ? azure(
                        "DeploymentNotFound",
                        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.")
                : openAi(
                        "invalid_request_error",
                        "model_not_found",
                        "The model does not exist or you do not have access to it.");
    }

    /** @param wait as in the sentence: {@code 37 seconds} */
    static JsonObject limited(Dialect dialect, String wait) {
        return dialect == Dialect.AZURE
                ? azure(
                        "429",
                        "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2025-01-01-preview have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after "
                                + wait + ".")
                : openAi("tokens", "rate_limit_exceeded", "Rate limit reached. Please retry after " + wait + ".");
    }

    /** A limit without a word on when it ends. */
    static JsonObject limited(Dialect dialect) {
        return dialect == Dialect.AZURE
                ? azure("429", "Too many requests.")
                : openAi("insufficient_quota", "insufficient_quota", "You exceeded your current quota.");
    }

    static JsonObject filtered(Dialect dialect) {
        if (dialect == Dialect.OPENAI) {
            return openAi(
                    "invalid_request_error",
                    "content_policy_violation",
                    "Your request was rejected by the safety system.");
        }
        JsonObject results = unfiltered().put("jailbreak", JsonObject.of("filtered", true, "detected", true));
        return JsonObject.of(
                "error",
                JsonObject.of(
                        "message",
                        MARK
                                + " The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
                        "type",
                        null,
                        "param",
                        "prompt",
                        "code",
                        "content_filter",
                        "status",
                        400,
                        "innererror",
                        JsonObject.of("code", "ResponsibleAIPolicyViolation", "content_filter_result", results)));
    }

    static JsonObject tooLong() {
        return openAi(
                "invalid_request_error",
                "context_length_exceeded",
                "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.");
    }

    /** By Azure of a model without tools, by Ollama of one. */
    static JsonObject noTools(Dialect dialect) {
        return dialect == Dialect.AZURE
                ? openAi("invalid_request_error", null, "Unrecognized request argument supplied: tools")
                : openAi("api_error", null, "registry.ollama.ai/library/tinyllama:latest does not support tools");
    }

    static JsonObject broken(Dialect dialect) {
        return dialect == Dialect.AZURE
                ? azure("InternalServerError", "The server had an error processing your request.")
                : openAi("server_error", null, "The server had an error while processing your request.");
    }

    static JsonObject breach(String breaches) {
        return openAi("invalid_request_error", null, breaches);
    }

    static JsonObject unfiltered() {
        JsonObject safe = JsonObject.of("filtered", false, "severity", "safe");
        return JsonObject.of(
                "hate",
                safe,
                "self_harm",
                safe.copy(),
                "sexual",
                safe.copy(),
                "violence",
                safe.copy(),
                "jailbreak",
                JsonObject.of("filtered", false, "detected", false));
    }

    private static JsonObject azure(String code, String message) {
        return JsonObject.of("error", JsonObject.of("code", code, "message", MARK + " " + message));
    }

    private static JsonObject openAi(String type, @Nullable String code, String message) {
        return JsonObject.of(
                "error", JsonObject.of("message", MARK + " " + message, "type", type, "param", null, "code", code));
    }
}
