package io.modehub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.modehub.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** One operation of the document, or one of the prototype's calls, with whom the document lets in. */
record Operation(String id, String method, String path, String role, String scope) {
    private static final Map<String, String> NUMBERED = Map.of(
            "modes/{id}", "modes/999999",
            "labels/{id}", "labels/999999",
            "spans/{id}", "spans/s999999");

    /** All there are; one that names no role or scope makes this fail. */
    static List<Operation> all() {
        try {
            List<Operation> all = new ArrayList<>();
            JsonNode paths = new ObjectMapper(new YAMLFactory())
                    .readTree(Files.readString(Path.of("src/main/resources/openapi.yaml")))
                    .get("paths");
            paths.properties().forEach(path -> path.getValue().properties().forEach(method -> {
                JsonNode operation = method.getValue();
                all.add(new Operation(
                        operation.get("operationId").asText(),
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey().substring(1),
                        operation.get("x-role").asText(),
                        operation.path("x-scope").asText("")));
            }));
            all.add(new Operation("logActivity", "POST", "/log_activity", "contributor", "post"));
            all.add(new Operation("getLogs", "GET", "/get_logs", "viewer", "read"));
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isPublic() {
        return role.equals("public");
    }

    /** An address with ids of nothing. */
    String address() {
        String known = path;
        for (Map.Entry<String, String> numbered : NUMBERED.entrySet()) {
            known = known.replace(numbered.getKey(), numbered.getValue());
        }
        return known.replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    }

    /** Whoever does this is gone afterwards. */
    boolean isLeaving() {
        return id.equals("deleteMe");
    }

    Rest.Answer by(Rest caller) {
        return at(caller, address());
    }

    Rest.Answer at(Rest caller, String address) {
        return caller.send(method, address, method.equals("GET") || method.equals("DELETE") ? null : "{}");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
