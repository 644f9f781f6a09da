package io.modehub.agent.pairing;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.FlatJson;
import io.modehub.agent.link.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/pair}: a code, good for ten minutes and one use, becomes the agent's own token. */
public final class Pairing {
    private static final int TIMEOUT_MS = 15_000;
    private static final int MAX_ANSWER = 64 * 1024;

    private Pairing() {}

    /** Pairs this device; every refusal is a {@link ConfigException} with one sentence. */
    public static Account pair(URI hub, String code, String name, String platform, String deviceId)
            throws ConfigException {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("code", code);
        request.put("name", name);
        request.put("platform", platform);
        request.put("deviceId", deviceId);
        Map<String, String> members = post(hub, "/api/v1/pair", null, request);
        String agentId = members.get("agentId");
        String token = members.get("token");
        if (agentId == null || token == null) {
            throw new ConfigException(say("pair.nohub", hub));
        }
        return new Account(hub, agentId, token, deviceId);
    }

    /** A new code, made in the name of a person by their access token. */
    public static String code(URI hub, String token) throws ConfigException {
        String code = post(hub, "/api/v1/agents/pairings", token, Map.of()).get("code");
        if (code == null) {
            throw new ConfigException(say("pair.nohub", hub));
        }
        return code;
    }

    private static Map<String, String> post(URI hub, String path, @Nullable String token, Map<String, String> request)
            throws ConfigException {
        try {
            HttpURLConnection http =
                    (HttpURLConnection) URI.create(hub + path).toURL().openConnection();
            http.setConnectTimeout(TIMEOUT_MS);
            http.setReadTimeout(TIMEOUT_MS);
            http.setInstanceFollowRedirects(false);
            http.setRequestProperty("Content-Type", "application/json");
            http.setRequestProperty("Accept", "application/json, application/problem+json");
            if (token != null) {
                http.setRequestProperty("Authorization", "Bearer " + token);
            }
            if (http instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(Trust.sockets());
            }
            http.setDoOutput(true);
            http.getOutputStream().write(FlatJson.write(request).getBytes(StandardCharsets.UTF_8));
            int status = http.getResponseCode();
            String answer = read(status < 400 ? http.getInputStream() : http.getErrorStream());
            if (status / 100 != 2) {
                throw new ConfigException(say("pair.refused", reason(status, answer)));
            }
            return FlatJson.read(answer);
        } catch (IOException e) {
            throw new ConfigException(say("pair.unreached", hub, String.valueOf(e.getMessage())));
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
        return say("pair.status", status);
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
