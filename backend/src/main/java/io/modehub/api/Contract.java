package io.modehub.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.modehub.accounts.Role;
import io.modehub.accounts.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The OpenAPI document: served whole, and a copy that the router validates requests by. */
final class Contract {
    /** The scope of what no personal API token may do. */
    private static final String SESSION = "session";

    private final Buffer yaml;
    private final JsonObject forRouter;
    private final Map<String, Optional<Guard.Need>> needs = new HashMap<>();
    private final Map<String, String> audited = new HashMap<>();

    private Contract(Buffer yaml, JsonObject document) {
        this.yaml = yaml;
        this.forRouter = document;
        document.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
            JsonObject operation = (JsonObject) method.getValue();
            needs.put(operation.getString("operationId"), need(operation));
            if (operation.containsKey("x-audit")) {
                audited.put(operation.getString("operationId"), operation.getString("x-audit"));
            }
            // The router refuses some media types of answers and checks no tokens of ours.
            operation.put("responses", JsonObject.of("default", JsonObject.of("description", "see the document")));
            operation.remove("security");
            // Nor does it read files.
            JsonObject body = operation.getJsonObject("requestBody");
            if (body != null && body.getJsonObject("content").containsKey("multipart/form-data")) {
                operation.remove("requestBody");
            }
        }));
        document.remove("security");
        // The base path counts where path parameters are found; the library wants a whole address around it.
        String base = document.getJsonArray("servers").getJsonObject(0).getString("url");
        document.put("servers", JsonArray.of(JsonObject.of("url", "http://localhost" + base)));
        document.getJsonObject("components").remove("responses");
        document.getJsonObject("components").remove("securitySchemes");
    }

    /** Read at first use, which takes a tenth of a second. */
    private static final class Shipped {
        static final Contract INSTANCE = load();
    }

    /** The one that comes with the hub. */
    static Contract shipped() {
        return Shipped.INSTANCE;
    }

    private static Contract load() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the build");
            }
            return of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails where an operation doesn't say whom it is for. */
    static Contract of(byte[] bytes) {
        try {
            Map<?, ?> tree = new ObjectMapper(new YAMLFactory()).readValue(bytes, Map.class);
            return new Contract(Buffer.buffer(bytes), new JsonObject(new ObjectMapper().writeValueAsString(tree)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as it is published. */
    Buffer yaml() {
        return yaml;
    }

    JsonObject forRouter() {
        return forRouter.copy();
    }

    /** The least role and scope an operation needs; empty for a public one. */
    Optional<Guard.Need> need(String operationId) {
        Optional<Guard.Need> need = needs.get(operationId);
        if (need == null) {
            throw new IllegalStateException(operationId + " is no operation of the document");
        }
        return need;
    }

    /** As what the audit notes an operation that was done; empty for one it doesn't note, or notes itself. */
    Optional<String> audited(String operationId) {
        return Optional.ofNullable(audited.get(operationId));
    }

    private static Optional<Guard.Need> need(JsonObject operation) {
        String role = operation.getString("x-role");
        String scope = operation.getString("x-scope");
        if (role == null || ("public".equals(role) == (scope != null))) {
            throw new IllegalStateException(
                    operation.getString("operationId") + " must name its x-role, and its x-scope unless it is public");
        }
        return "public".equals(role)
                ? Optional.empty()
                : Optional.of(new Guard.Need(
                        Role.of(role), SESSION.equals(scope) ? Optional.empty() : Optional.of(Scope.of(scope))));
    }
}
