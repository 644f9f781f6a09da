package io.modehub.api;

import io.modehub.accounts.ApiTokens;
import io.modehub.accounts.Scope;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.Text;
import io.modehub.store.ApiTokenStore.Token;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** The caller's personal API tokens. */
final class TokenResource {
    private final ApiTokens tokens;

    TokenResource(ApiTokens tokens) {
        this.tokens = tokens;
    }

    void list(RoutingContext context) {
        Requests.answer(context, 200, tokens.list(Requests.user(context)).map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(token -> items.add(describe(token)));
            return JsonObject.of("items", items);
        }));
    }

    void make(RoutingContext context) {
        JsonObject body = Requests.body(context);
        String name = Text.clean(body.getString("name")).strip();
        if (name.isEmpty()) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "name", "must not be blank");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        body.getJsonArray("scopes").forEach(scope -> scopes.add(Scope.of(String.valueOf(scope))));
        Instant end = Requests.instant("expiresAt", body.getString("expiresAt")).orElseThrow();
        Requests.answer(
                context,
                201,
                tokens.make(Requests.user(context), name, scopes, end, Requests.client(context))
                        .map(made -> describe(made.token()).put("token", made.text())));
    }

    void revoke(RoutingContext context) {
        Requests.answerEmpty(
                context,
                tokens.revoke(Requests.user(context), Requests.pathId(context, "id"), Requests.client(context))
                        .compose(gone -> gone
                                ? Future.succeededFuture()
                                : Future.failedFuture(
                                        HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your tokens"))));
    }

    private static JsonObject describe(Token token) {
        return JsonObject.of(
                "id", token.id().toString(),
                "name", token.name(),
                "scopes", new JsonArray(token.scopes().stream().sorted().toList()),
                "createdAt", token.createdAt().toString(),
                "expiresAt", token.expiresAt().toString(),
                "lastUsedAt", token.lastUsedAt().map(Instant::toString).orElse(null),
                "lastUsedFrom", token.lastUsedFrom());
    }
}
