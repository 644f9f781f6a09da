package io.modehub.accounts;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.ApiTokenStore;
import io.modehub.store.SessionStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A signed access token alone isn't enough: its session must live, its owner must be allowed in, and it may
 * do no more than both the token says and the person may do now. So whoever is signed out, disabled or loses a role is stopped at
 * their next call, on every hub; the price is one look-up by primary key a call.
 */
public final class Callers {
    /** How personal API tokens begin, so that scanners for leaked secrets can find them. */
    static final String API_TOKEN = "mh_";

    private final Tokens tokens;
    private final SessionStore sessions;
    private final ApiTokenStore apiTokens;
    private final Clock clock;

    public Callers(Tokens tokens, SessionStore sessions, ApiTokenStore apiTokens, Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.apiTokens = apiTokens;
        this.clock = clock;
    }

    /** Who shows that token from that address; fails with {@code unauthenticated}. */
    public Future<Caller> of(@Nullable String token, String address) {
        return token != null && token.startsWith(API_TOKEN) ? script(token, address) : signedIn(token);
    }

    private Future<Caller> signedIn(@Nullable String token) {
        return tokens.person(token).compose(access -> sessions.roles(access.user(), access.session(), clock.instant())
                .compose(now -> now.isEmpty()
                        ? Future.failedFuture(signedOut())
                        : Future.succeededFuture(new Caller(
                                access.user(),
                                common(access.roles(), now.get()),
                                Scope.ALL,
                                Optional.of(access.session()),
                                access.expiresAt()))));
    }

    private Future<Caller> script(String token, String address) {
        return apiTokens.shown(Tokens.hash(token), address, clock.instant()).compose(shown -> shown.map(
                        known -> Future.succeededFuture(new Caller(
                                known.user(),
                                known.roles(),
                                scopes(known.scopes()),
                                Optional.empty(),
                                known.expiresAt())))
                .orElseGet(() -> Future.failedFuture(signedOut())));
    }

    private static Set<Scope> scopes(Set<String> names) {
        Set<Scope> scopes = new HashSet<>();
        names.forEach(name -> scopes.add(Scope.of(name)));
        return scopes;
    }

    private static Set<String> common(Set<String> said, Set<String> held) {
        Set<String> both = new HashSet<>();
        for (Role role : Role.values()) {
            if (role.isHeldBy(said) && role.isHeldBy(held)) {
                both.add(role.wire());
            }
        }
        return both;
    }

    private static HubException signedOut() {
        return new HubException(ErrorCode.UNAUTHENTICATED, "the token is no longer good; sign in again");
    }
}
