package io.modehub.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings for validation, decoded once. The router's own extractor decodes a query's values a second time, so
 * that it refuses those with a percent sign. The document has single values in the path and the query, and no others.
 */
final class ParametersOnce implements RequestExtractor {
    @Override
    public Future<ValidatableRequest> extractValidatableRequest(RoutingContext context, Operation operation) {
        Map<String, RequestParameter> path = new HashMap<>();
        Map<String, RequestParameter> query = new HashMap<>();
        for (Parameter parameter : operation.getParameters()) {
            String name = parameter.getName();
            if (parameter.getIn() == Location.PATH) {
                path.put(name, value(context.pathParam(name)));
            } else {
                query.put(name, value(context.queryParams().get(name)));
            }
        }
        if (operation.getRequestBody() == null) {
            return Future.succeededFuture(new ValidatableRequestImpl(Map.of(), Map.of(), path, query));
        }
        Buffer body = context.body().buffer();
        return Future.succeededFuture(new ValidatableRequestImpl(
                Map.of(),
                Map.of(),
                path,
                query,
                new RequestParameterImpl(body),
                context.request().getHeader("Content-Type")));
    }

    private static RequestParameter value(@Nullable String text) {
        return new RequestParameterImpl(text);
    }
}
