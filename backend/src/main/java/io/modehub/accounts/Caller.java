package io.modehub.accounts;

import io.modehub.activity.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls, and what they may do at this moment.
 *
 * @param scopes all for a person who has signed in
 * @param session of whoever has signed in; empty for a script with a personal API token
 * @param expiresAt when the token shown ends
 */
public record Caller(UserId user, Set<String> roles, Set<Scope> scopes, Optional<UUID> session, Instant expiresAt) {
    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }
}
