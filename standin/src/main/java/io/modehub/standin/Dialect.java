package io.modehub.standin;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose server it pretends to be; the path of a request tells. */
public enum Dialect {
    AZURE(Pattern.compile("/openai/deployments/([^/]+)/chat/completions")),
    OPENAI(Pattern.compile("/v1/chat/completions"));

    private final Pattern path;

    Dialect(Pattern path) {
        this.path = path;
    }

    /** The one that serves the path. */
    static Optional<Dialect> of(String path) {
        for (Dialect dialect : values()) {
            if (dialect.path.matcher(path).matches()) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /** The deployment that an Azure path names; null for OpenAI, where the body does. */
    @Nullable String deployment(String path) {
        Matcher matcher = this.path.matcher(path);
        return this == AZURE && matcher.matches() ? matcher.group(1) : null;
    }

    /** The key of a request, where it is in the header it belongs in. */
    Optional<String> key(MultiMap headers) {
        if (this == AZURE) {
            return Optional.ofNullable(headers.get("api-key"));
        }
        return Optional.ofNullable(headers.get("Authorization"))
                .filter(text -> text.startsWith("Bearer "))
                .map(text -> text.substring("Bearer ".length()));
    }
}
