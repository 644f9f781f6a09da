package io.modehub.api;

import io.modehub.accounts.Callers;
import io.modehub.accounts.Client;
import io.modehub.accounts.ClientAddresses;
import io.modehub.accounts.Origins;
import io.modehub.accounts.Role;
import io.modehub.accounts.Scope;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All addresses of the hub in one router: REST under {@code /api/v1}, sockets, health, the prototype's calls, the page. */
final class HttpApi {
    private static final String IMPORT = "importFile";
    private static final String TRAIN = "train";

    private static final String CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** The page needs none of these; what measures is the agent. */
    private static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), display-capture=(), "
            + "usb=(), serial=(), hid=(), payment=(), browsing-topics=()";

    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final Vertx vertx;
    private final Callers callers;
    private final ClientAddresses addresses;
    private final Origins origins;
    private final AuditTrail trail;
    private final Contract contract = Contract.shipped();

    HttpApi(Vertx vertx, Callers callers, ClientAddresses addresses, Origins origins, AuditTrail trail) {
        this.vertx = vertx;
        this.callers = callers;
        this.addresses = addresses;
        this.origins = origins;
        this.trail = trail;
    }

    /**
     * Builds the router.
     *
     * @param operations a handler for every operation of the document
     * @param agentLink {@code /ws/agent}
     * @param liveLink {@code /ws/live}
     */
    Future<Router> router(
            Map<String, Handler<RoutingContext>> operations,
            HealthResource health,
            PrototypeResource prototype,
            Handler<RoutingContext> agentLink,
            Handler<RoutingContext> liveLink) {
        return OpenAPIContract.from(vertx, contract.forRouter()).map(document -> {
            Router router = Router.router(vertx);
            router.route().handler(this::addHeaders).failureHandler(new Problems());
            for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
                router.errorHandler(status, new Problems());
            }
            router.get("/health/live").handler(health::live);
            router.get("/health/ready").handler(health::ready);
            router.get("/metrics").handler(health::metrics);
            router.get("/ws/agent").handler(HttpApi::requireUpgrade).handler(agentLink);
            router.get("/ws/live").handler(HttpApi::requireUpgrade).handler(liveLink);
            router.post("/log_activity")
                    .handler(guard(Role.CONTRIBUTOR, Scope.POST))
                    .handler(body())
                    .handler(prototype::logActivity);
            router.get("/get_logs").handler(guard(Role.VIEWER, Scope.READ)).handler(prototype::getLogs);
            router.get("/api/v1/openapi.yaml").handler(this::document);
            router.route("/api/v1/*").subRouter(rest(document, operations));
            router.route("/api/*").handler(context -> failUnrouted(document, context));
            router.route()
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(HttpApi::cacheByName)
                    .handler(StaticHandler.create("webroot").setCachingEnabled(false));
            return router;
        });
    }

    private Router rest(OpenAPIContract document, Map<String, Handler<RoutingContext>> operations) {
        RouterBuilder builder = RouterBuilder.create(vertx, document, new ParametersOnce());
        builder.rootHandler(new Guard(callers, context -> needOf(document, context)));
        builder.rootHandler(new Bodies(context -> isUpload(document, context)));
        for (Operation operation : document.operations()) {
            Handler<RoutingContext> handler = operations.get(operation.getOperationId());
            if (handler == null) {
                throw new IllegalStateException(operation.getOperationId() + " has no handler");
            }
            String id = operation.getOperationId();
            contract.audited(id).ifPresent(action -> builder.getRoute(id).addHandler(trail.of(action)));
            builder.getRoute(id).setDoSecurity(false).addHandler(handler).addFailureHandler(new Problems());
        }
        Router rest = builder.createRouter();
        rest.route().failureHandler(new Problems());
        return rest;
    }

    /** What the request's operation needs; what is no operation is left to the router to refuse. */
    private Optional<Guard.Need> needOf(OpenAPIContract document, RoutingContext context) {
        Operation operation = operation(document, context, context.request().method());
        return operation == null ? Optional.empty() : contract.need(operation.getOperationId());
    }

    /** An import is a file; training may be told by a table. */
    private static boolean isUpload(OpenAPIContract document, RoutingContext context) {
        Operation operation = operation(document, context, context.request().method());
        String id = operation == null ? "" : operation.getOperationId();
        String type = context.request().getHeader("Content-Type");
        boolean isForm = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
        return id.equals(IMPORT) || (id.equals(TRAIN) && isForm);
    }

    /** The router takes an address with a slash at its end for the same one. */
    private static @Nullable Operation operation(OpenAPIContract document, RoutingContext context, HttpMethod method) {
        String path = context.normalizedPath().replaceAll("/+$", "");
        return path.startsWith("/api/v1/") ? document.findOperation(path, method) : null;
    }

    private Guard guard(Role role, Scope scope) {
        return new Guard(callers, context -> Optional.of(new Guard.Need(role, Optional.of(scope))));
    }

    private static BodyHandler body() {
        return BodyHandler.create(false).setBodyLimit(Bodies.MAX_BODY);
    }

    private void document(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/yaml")
                .end(contract.yaml())
                .onFailure(context::fail);
    }

    private static void requireUpgrade(RoutingContext context) {
        if ("websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            context.next();
        } else {
            context.fail(new HubException(ErrorCode.INVALID_REQUEST, "this address speaks WebSocket"));
        }
    }

    /** An operation by another method is named in {@code Allow}; everything else isn't there. */
    private static void failUnrouted(OpenAPIContract document, RoutingContext context) {
        List<String> allowed = METHODS.stream()
                .filter(method -> operation(document, context, method) != null)
                .map(HttpMethod::name)
                .toList();
        if (!allowed.isEmpty()) {
            context.response().putHeader("Allow", String.join(", ", allowed));
        }
        context.fail(allowed.isEmpty() ? 404 : 405);
    }

    private void addHeaders(RoutingContext context) {
        Requests.setClient(
                context,
                Client.of(addresses.of(context.request()), context.request().getHeader("User-Agent")));
        if (origins.isHttps()) {
            context.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        context.response()
                .putHeader("Content-Security-Policy", CSP)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Permissions-Policy", PERMISSIONS)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (context.normalizedPath().startsWith("/api/")) {
            context.response().putHeader("Cache-Control", "no-store");
        }
        context.next();
    }

    /** Names under assets/ carry a hash of their content; everything else is asked for again. */
    private static void cacheByName(RoutingContext context) {
        boolean hashed = context.normalizedPath().startsWith("/assets/");
        context.response().putHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
        context.next();
    }
}
