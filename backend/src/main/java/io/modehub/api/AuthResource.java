package io.modehub.api;

import io.modehub.accounts.Origins;
import io.modehub.accounts.SignIn;
import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and the person who calls. */
final class AuthResource {
    private static final String COOKIE_PATH = "/api/v1/auth";

    private final SignIn signIn;
    private final UserStore users;
    private final Origins origins;
    private final Clock clock;
    private final String cookieName;

    AuthResource(SignIn signIn, UserStore users, Origins origins, Clock clock) {
        this.signIn = signIn;
        this.users = users;
        this.origins = origins;
        this.clock = clock;
        // Cookies ignore ports, so two hubs on one host would otherwise sign each other's people out. The prefix keeps
        // whoever is between from setting one of ours; browsers take it over HTTPS alone.
        this.cookieName = (origins.isHttps() ? "__Secure-" : "") + "modehub_refresh_" + origins.port();
    }

    void login(RoutingContext context) {
        checkOrigin(context);
        JsonObject body = Requests.body(context);
        answer(
                context,
                signIn.byPassword(
                        body.getString("email").strip(), body.getString("password"), Requests.client(context)));
    }

    void redeemLink(RoutingContext context) {
        checkOrigin(context);
        answer(context, signIn.byLink(Requests.body(context).getString("token"), Requests.client(context)));
    }

    void refresh(RoutingContext context) {
        checkOrigin(context);
        answer(context, signIn.refresh(cookie(context), Requests.client(context)));
    }

    void logout(RoutingContext context) {
        checkOrigin(context);
        String token = cookie(context);
        setCookie(context, "", Duration.ZERO);
        Requests.answerEmpty(context, signIn.signOut(token, Requests.client(context)));
    }

    void me(RoutingContext context) {
        Requests.answer(context, 200, described(Requests.user(context)));
    }

    void updateMe(RoutingContext context) {
        JsonObject body = Requests.body(context);
        String zone = body.getString("timezone");
        Requests.answer(
                context,
                200,
                users.update(
                                Requests.user(context),
                                body.getString("name"),
                                zone == null
                                        ? null
                                        : Requests.zone("timezone", zone).getId(),
                                body.getString("language"),
                                body.getInteger("weekStart"),
                                clock.instant())
                        .compose(person -> described(Requests.user(context))));
    }

    private void checkOrigin(RoutingContext context) {
        if (!origins.allows(context.request().getHeader("Origin"))) {
            throw new HubException(
                    ErrorCode.FOREIGN_ORIGIN, "open the hub by its own address, or set PUBLIC_URL to this one");
        }
    }

    private void answer(RoutingContext context, Future<SignIn.SignedIn> signedIn) {
        Requests.answer(context, 200, signedIn.map(done -> {
            done.refreshToken().ifPresent(token -> setCookie(context, token, SignIn.SESSION_LIFE));
            Person person = done.person();
            return JsonObject.of(
                    "accessToken", done.access().token(),
                    "expiresAt", done.access().expiresAt().toString(),
                    "user",
                            JsonObject.of(
                                    "id", person.id().toString(),
                                    "email", person.email(),
                                    "name", person.name(),
                                    "roles", roles(person)));
        }));
    }

    private void setCookie(RoutingContext context, String value, Duration life) {
        context.response()
                .addCookie(Cookie.cookie(cookieName, value)
                        .setPath(COOKIE_PATH)
                        .setHttpOnly(true)
                        .setSecure(origins.isHttps())
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(life.toSeconds()));
    }

    private @Nullable String cookie(RoutingContext context) {
        Cookie cookie = context.request().getCookie(cookieName);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    private Future<JsonObject> described(UserId user) {
        return signIn.now(user).map(found -> {
            SignIn.Now now = found.orElseThrow(AuthResource::gone);
            Person person = now.person();
            return JsonObject.of(
                    "id", person.id().toString(),
                    "email", person.email(),
                    "name", person.name(),
                    "roles", roles(person),
                    "timezone", person.zone().getId(),
                    "language", person.language(),
                    "weekStart", person.weekStart(),
                    "hasPassword", now.hasPassword(),
                    "granted", now.grant().map(PeopleResource::grant).orElse(null));
        });
    }

    private static JsonArray roles(Person person) {
        return new JsonArray(person.roles().stream().sorted().toList());
    }

    private static HubException gone() {
        return new HubException(ErrorCode.UNAUTHENTICATED, "this account no longer exists");
    }
}
