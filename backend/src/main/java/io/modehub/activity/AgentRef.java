package io.modehub.activity;

/**
 * An agent as the inside knows it.
 *
 * @param key the compact number rows refer to
 * @param id its name to the outside
 * @param user whose it is
 */
public record AgentRef(int key, AgentId id, UserId user) {}
