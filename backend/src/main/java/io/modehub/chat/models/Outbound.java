package io.modehub.chat.models;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transport by HTTP/1.1 over Vert.x: a cancelled call closes its connection; certificates and host names are verified. */
final class Outbound implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

    /** More rounds than one hub should hold; the next waits for a connection, and its first byte is awaited all the while. */
    private static final int MAX_CONNECTIONS = 128;

    private static final int CONNECT_MS = 10_000;

    /** Below the shortest idle timeout that servers are known for, so that a request seldom meets a closing connection. */
    private static final int KEEP_ALIVE_S = 30;

    /** How long a finished answer may take to end. */
    private static final long RELEASE_MS = 500;

    private final Vertx vertx;
    private final HttpClient client;

    /** @param trusted certificates to trust besides the platform's */
    Outbound(Vertx vertx, List<X509Certificate> trusted) {
        this.vertx = vertx;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setKeepAliveTimeout(KEEP_ALIVE_S)
                .setVerifyHost(true);
        if (!trusted.isEmpty()) {
            options.setTrustOptions(TrustOptions.wrap(Certificates.trusting(trusted)));
        }
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    }

    @Override
    public Call post(String url, MultiMap headers, Buffer body, Receiver receiver) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setHeaders(headers)
                .setFollowRedirects(false);
        Exchange exchange = new Exchange(receiver);
        client.request(options)
                .onSuccess(request -> exchange.send(request, body))
                .onFailure(exchange::failed);
        return exchange;
    }

    /** One request and its answer; all on one context. */
    private final class Exchange implements Call {
        private final Receiver receiver;
        private @Nullable HttpClientRequest request;
        private boolean deaf;
        private boolean over;

        Exchange(Receiver receiver) {
            this.receiver = receiver;
        }

        private void send(HttpClientRequest request, Buffer body) {
            this.request = request;
            request.exceptionHandler(this::failed);
            if (deaf) {
                request.reset();
                return;
            }
            request.send(body).onSuccess(this::receive).onFailure(this::failed);
        }

        private void receive(HttpClientResponse response) {
            response.exceptionHandler(this::failed);
            response.handler(bytes -> {
                if (!deaf) {
                    receiver.bytes(bytes);
                }
            });
            response.endHandler(nothing -> {
                over = true;
                if (!deaf) {
                    receiver.ended();
                }
            });
            if (!deaf) {
                receiver.answered(response.statusCode(), response.headers());
            }
        }

        private void failed(Throwable failure) {
            boolean first = !over;
            over = true;
            if (first && !deaf) {
                // The class alone: messages may hold addresses, and whoever runs the hub gets the code on the page.
                LOG.debug(
                        "call to the model's server failed: {}",
                        failure.getClass().getName());
                receiver.broke();
            }
        }

        @Override
        public void cancel() {
            deaf = true;
            if (!over && request != null) {
                over = true;
                request.reset();
            }
        }

        @Override
        public void release() {
            deaf = true;
            if (!over) {
                vertx.timer(RELEASE_MS, TimeUnit.MILLISECONDS).onSuccess(nothing -> cancel());
            }
        }
    }
}
