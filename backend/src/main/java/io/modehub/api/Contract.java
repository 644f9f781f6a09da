package io.modehub.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.modehub.accounts.Role;
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
    private final Buffer yaml;
    private final JsonObject forRouter;
    private final Map<String, Optional<Role>> roles = new HashMap<>();

    private Contract(Buffer yaml, JsonObject document) {
        this.yaml = yaml;
        this.forRouter = document;
        document.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
            JsonObject operation = (JsonObject) method.getValue();
            roles.put(operation.getString("operationId"), role(operation));
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

    static Contract load() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the build");
            }
            byte[] bytes = in.readAllBytes();
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
        return forRouter;
    }

    /** The least role an operation needs; empty for a public one. */
    Optional<Role> role(String operationId) {
        Optional<Role> role = roles.get(operationId);
        if (role == null) {
            throw new IllegalStateException(operationId + " is no operation of the document");
        }
        return role;
    }

    private static Optional<Role> role(JsonObject operation) {
        String role = operation.getString("x-role");
        if (role == null) {
            throw new IllegalStateException(operation.getString("operationId") + " names no x-role");
        }
        return "public".equals(role) ? Optional.empty() : Optional.of(Role.of(role));
    }
}
