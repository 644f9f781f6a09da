package io.modehub.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, for the audit and the list of sessions.
 *
 * @param address an IP address, or empty where none is known
 * @param device browser and system in two words, such as {@code Firefox, Linux}; never more of what the browser says of itself
 */
public record Client(String address, String device) {
    /** The hub's own machine: a command on the server, or the hub itself. */
    public static final Client SERVER = new Client("server", "");

    /** In the order in which they give themselves away: most claim to be some of the later ones, too. */
    private static final List<String> BROWSERS =
            List.of("Edg", "OPR", "Firefox", "Chrome", "Safari", "curl", "python", "Java");

    private static final List<String> NAMES =
            List.of("Edge", "Opera", "Firefox", "Chrome", "Safari", "curl", "Python", "Java");
    private static final List<String> SYSTEMS =
            List.of("Android", "iPhone", "iPad", "Windows", "Mac OS", "CrOS", "Linux");

    public static Client of(String address, @Nullable String userAgent) {
        String said = userAgent == null ? "" : userAgent;
        String browser = "";
        for (int i = BROWSERS.size() - 1; i >= 0; i--) {
            browser = said.contains(BROWSERS.get(i)) ? NAMES.get(i) : browser;
        }
        String system = SYSTEMS.stream().filter(said::contains).findFirst().orElse("");
        return new Client(address, browser.isEmpty() || system.isEmpty() ? browser + system : browser + ", " + system);
    }
}
