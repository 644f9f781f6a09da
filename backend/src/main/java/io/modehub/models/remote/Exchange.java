package io.modehub.models.remote;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, bounded in time and size: where either is too much, the connection is closed. (Vert.x' WebClient
 * reads on for as long as the other side sends.) Belongs to the event loop that posts.
 */
final class Exchange {
    private final HttpClient client;
    private final int mostBytes;
    private final Promise<Reply> reply = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    private Exchange(HttpClient client, int mostBytes) {
        this.client = client;
        this.mostBytes = mostBytes;
    }

    /** An answer that came to its end. */
    record Reply(int status, MultiMap headers, Buffer body) {}

    /** The body is larger than it may be. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("the answer is too large", null, false, false);
        }
    }

    /** Posts; fails with {@link java.util.concurrent.TimeoutException}, {@link TooLarge} or what the connection failed of. */
    static Future<Reply> post(HttpClient client, RequestOptions options, Buffer content, long forMs, int mostBytes) {
        Exchange exchange = new Exchange(client, mostBytes);
        exchange.send(options, content);
        return exchange.reply
                .future()
                .timeout(forMs, TimeUnit.MILLISECONDS)
                .onFailure(failure -> exchange.abandon(failure));
    }

    private void send(RequestOptions options, Buffer content) {
        client.request(options)
                .onSuccess(open -> {
                    request = open;
                    if (reply.future().isComplete()) {
                        open.reset();
                    } else {
                        open.send(content).onSuccess(this::receive).onFailure(reply::tryFail);
                    }
                })
                .onFailure(reply::tryFail);
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(reply::tryFail);
        response.handler(some -> {
            if (body.length() + some.length() > mostBytes) {
                reply.tryFail(new TooLarge());
            } else if (!reply.future().isComplete()) {
                body.appendBuffer(some);
            }
        });
        response.endHandler(nothing -> reply.tryComplete(new Reply(response.statusCode(), response.headers(), body)));
    }

    private void abandon(Throwable failure) {
        reply.tryFail(failure);
        HttpClientRequest open = request;
        if (open != null) {
            open.reset();
        }
    }
}
