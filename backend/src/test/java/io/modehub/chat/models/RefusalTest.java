package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.chat.models.LanguageModel.Failure;
import io.modehub.chat.models.LanguageModel.ModelFault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | | AUTH",
                "403 | | AUTH",
                "404 | | MODEL_MISSING",
                "408 | | TIMEOUT",
                "413 | | CONTEXT_TOO_LONG",
                "429 | | RATE_LIMITED",
                "500 | | UPSTREAM",
                "502 | <html>Bad Gateway</html> | UPSTREAM",
                "400 | | UPSTREAM",
                "400 | <html> | UPSTREAM",
                "400 | {\"error\":\"text alone\"} | UPSTREAM",
                "400 | {\"error\":{\"code\":\"model_not_found\",\"message\":\"x\"}} | MODEL_MISSING",
                "400 | {\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"maximum context length\"}} | CONTEXT_TOO_LONG",
                "400 | {\"error\":{\"message\":\"This model's maximum context length is 4096 tokens\",\"code\":null}} | CONTEXT_TOO_LONG",
                "400 | {\"error\":{\"code\":\"content_filter\",\"message\":\"x\"}} | CONTENT_FILTERED",
                "400 | {\"error\":{\"code\":\"content_policy_violation\",\"message\":\"x\"}} | CONTENT_FILTERED",
                "400 | {\"error\":{\"message\":\"registry.ollama.ai/library/x does not support tools\"}} | TOOLS_UNSUPPORTED",
                "400 | {\"error\":{\"message\":\"Unrecognized request argument supplied: tools\"}} | TOOLS_UNSUPPORTED",
                "400 | {\"error\":{\"message\":\"auto tool choice requires --enable-auto-tool-choice\"}} | TOOLS_UNSUPPORTED",
                "500 | {\"error\":{\"message\":\"x does not support tools\"}} | TOOLS_UNSUPPORTED",
                "400 | {\"error\":{\"message\":\"Invalid schema for function 'x'\",\"code\":\"invalid_function_parameters\"}} | UPSTREAM"
            })
    void statusAndCodeTell(int status, String body, Failure failure) {
        ModelFault fault = fault(status, headers(), body == null ? "" : body, true);

        assertThat(fault).isEqualTo(new ModelFault(failure, Optional.empty()));
    }

    @Test
    void withoutToolsNothingCanBeWrongWithThem() {
        String body = "{\"error\":{\"message\":\"x does not support tools\"}}";

        assertThat(fault(400, headers(), body, false).failure()).isEqualTo(Failure.UPSTREAM);
    }

    @Test
    void aWaitComesInManyForms() {
        assertThat(wait(headers().set("retry-after-ms", "1500").set("Retry-After", "9"), ""))
                .contains(Duration.ofMillis(1500));
        assertThat(wait(headers().set("Retry-After", "86400"), "")).contains(Duration.ofDays(1));
        assertThat(wait(headers().set("Retry-After", "0.5"), "")).contains(Duration.ofMillis(500));
        assertThat(wait(headers().set("Retry-After", "Mon, 23 Nov 2026 10:01:00 GMT"), ""))
                .contains(Duration.ofMinutes(1));
        assertThat(wait(headers().set("Retry-After", "Mon, 23 Nov 2026 09:00:00 GMT"), ""))
                .contains(Duration.ZERO);
        assertThat(wait(headers(), "Please retry after 37 seconds.")).contains(Duration.ofSeconds(37));
        assertThat(wait(headers(), "Please retry after 20 milliseconds.")).contains(Duration.ofMillis(20));
        assertThat(wait(headers().set("Retry-After", "soon"), "")).isEmpty();
        assertThat(wait(headers().set("Retry-After", "-1"), "")).isEmpty();
    }

    private static Optional<Duration> wait(MultiMap headers, String text) {
        return fault(429, headers, text, true).retryAfter();
    }

    private static ModelFault fault(int status, MultiMap headers, String body, boolean withTools) {
        Refusal refusal = new Refusal(status, headers);
        refusal.add(Buffer.buffer(body));
        return refusal.fault(withTools, NOW);
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap();
    }
}
