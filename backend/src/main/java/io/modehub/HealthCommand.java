package io.modehub;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/** {@code modehub health}: whether the hub of this environment lives, for containers that have no other program to ask with. */
final class HealthCommand {
    private static final int PATIENCE_MS = 4_000;

    private HealthCommand() {}

    /** The answer is the exit status. */
    static int run(Map<String, String> environment) {
        String port = environment.getOrDefault("PORT", "8080");
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/live")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            return connection.getResponseCode() == 200 ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("modehub: no hub answers on port " + port + ": " + e.getMessage());
            return 1;
        }
    }
}
