package io.modehub.api;

import io.modehub.accounts.Role;
import io.modehub.accounts.Tokens;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets a request in whose token holds the role its operation needs; what names no role is refused. */
final class Guard implements SecurityPolicyHandler {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final Function<RoutingContext, Optional<Role>> needed;

    /** A guard whose needed role is empty for public operations. */
    Guard(Tokens tokens, Function<RoutingContext, Optional<Role>> needed) {
        this.tokens = tokens;
        this.needed = needed;
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Role> role = needed.apply(context);
        if (role.isEmpty()) {
            context.next();
            return;
        }
        context.request().pause();
        tokens.person(bearer(context))
                .onSuccess(caller -> {
                    if (!role.get().isHeldBy(caller.roles())) {
                        context.fail(new HubException(
                                ErrorCode.FORBIDDEN,
                                "this needs the role " + role.get().wire()));
                        return;
                    }
                    Requests.setCaller(context, caller);
                    context.request().resume();
                    context.next();
                })
                .onFailure(context::fail);
    }

    private static @Nullable String bearer(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
