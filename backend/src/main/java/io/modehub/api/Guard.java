package io.modehub.api;

import io.modehub.accounts.Caller;
import io.modehub.accounts.Callers;
import io.modehub.accounts.Role;
import io.modehub.accounts.Scope;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets a request in whose token has the role and the scope its operation needs; what names no role is refused. */
final class Guard implements SecurityPolicyHandler {
    private static final String BEARER = "Bearer ";

    private final Callers callers;
    private final Function<RoutingContext, Optional<Need>> needed;

    /**
     * What an operation needs.
     *
     * @param scope which a personal API token must have; empty: none will do, a person must have signed in
     */
    record Need(Role role, Optional<Scope> scope) {}

    /** A guard that needs nothing where the need is empty: a public operation. */
    Guard(Callers callers, Function<RoutingContext, Optional<Need>> needed) {
        this.callers = callers;
        this.needed = needed;
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Need> need = needed.apply(context);
        if (need.isEmpty()) {
            context.next();
            return;
        }
        context.request().pause();
        callers.of(bearer(context), Requests.client(context).address())
                .onSuccess(caller -> {
                    Optional<HubException> refusal = refusal(need.get(), caller);
                    if (refusal.isPresent()) {
                        context.fail(refusal.get());
                        return;
                    }
                    Requests.setCaller(context, caller);
                    context.request().resume();
                    context.next();
                })
                .onFailure(context::fail);
    }

    private static Optional<HubException> refusal(Need need, Caller caller) {
        if (!need.role().isHeldBy(caller.roles())) {
            return forbidden("this needs the role " + need.role().wire());
        }
        if (caller.session().isPresent()) {
            return Optional.empty();
        }
        return need.scope()
                .map(scope -> scope.isHeldBy(caller.scopes())
                        ? Optional.<HubException>empty()
                        : forbidden("this needs a token with the scope " + scope.wire()))
                .orElseGet(() -> forbidden("this needs a person who has signed in, not a token of theirs"));
    }

    private static Optional<HubException> forbidden(String why) {
        return Optional.of(new HubException(ErrorCode.FORBIDDEN, why));
    }

    private static @Nullable String bearer(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
