package io.modehub.agent.config;

import java.net.URI;

/**
 * What pairing gave this device.
 *
 * @param url address of the hub, such as {@code https://modes.example.org}
 * @param token the agent's own bearer token
 * @param deviceId made once a device, so that pairing again keeps the agent's id
 */
public record Account(URI url, String agentId, String token, String deviceId) {
    public Account withToken(String renewed) {
        return new Account(url, agentId, renewed, deviceId);
    }

    @Override
    public String toString() {
        return "Account[url=" + url + ", agentId=" + agentId + ", token=(hidden)]";
    }
}
