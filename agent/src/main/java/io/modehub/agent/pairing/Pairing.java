package io.modehub.agent.pairing;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.FlatJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/pair}: a code, good for ten minutes and one use, becomes the agent's own token. */
public final class Pairing {
    private static final int TIMEOUT_MS = 15_000;
    private static final int MAX_ANSWER = 64 * 1024;

    private Pairing() {}

    /** Pairs this device; every refusal is a {@link ConfigException} with one sentence. */
    public static Account pair(URI hub, String code, String name, String deviceId) throws ConfigException {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("code", code);
        request.put("name", name);
        request.put("platform", "linux");
        request.put("deviceId", deviceId);
        try {
            HttpURLConnection http =
                    (HttpURLConnection) URI.create(hub + "/api/v1/pair").toURL().openConnection();
            http.setConnectTimeout(TIMEOUT_MS);
            http.setReadTimeout(TIMEOUT_MS);
            http.setInstanceFollowRedirects(false);
            http.setRequestProperty("Content-Type", "application/json");
            http.setRequestProperty("Accept", "application/json, application/problem+json");
            http.setDoOutput(true);
            http.getOutputStream().write(FlatJson.write(request).getBytes(StandardCharsets.UTF_8));
            int status = http.getResponseCode();
            String answer = read(status < 400 ? http.getInputStream() : http.getErrorStream());
            if (status / 100 != 2) {
                throw new ConfigException("the hub did not pair this device: " + reason(status, answer));
            }
            Map<String, String> members = FlatJson.read(answer);
            String agentId = members.get("agentId");
            String token = members.get("token");
            if (agentId == null || token == null) {
                throw new ConfigException("what answers at " + hub + " is no Modehub; check the address");
            }
            return new Account(hub, agentId, token, deviceId);
        } catch (IOException e) {
            throw new ConfigException("no hub answers at " + hub + " (" + e.getMessage()
                    + "); check the address, and that the hub runs and can be reached from here");
        }
    }

    private static String reason(int status, String answer) {
        try {
            Map<String, String> problem = FlatJson.read(answer);
            String detail = problem.getOrDefault("detail", problem.getOrDefault("title", ""));
            if (!detail.isBlank()) {
                return detail.strip();
            }
        } catch (IOException e) {
            // An answer that is no problem document: its status must do.
        }
        return "it answered with HTTP status " + status + "; check the address and the code";
    }

    private static String read(@Nullable InputStream in) throws IOException {
        if (in == null) {
            return "";
        }
        try (in) {
            return new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
        }
    }
}
