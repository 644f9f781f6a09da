package io.modehub.bench;

import io.modehub.config.DatabaseUrl;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/** The least that a hub could be: Vert.x, a connected pool, and one address that asks the database whether it is there. */
public final class BareServer {
    private BareServer() {}

    /** Takes {@code PORT} and {@code DATABASE_URL} as a hub does, and ends by a signal. */
    public static void main(String[] args) {
        DatabaseUrl url = DatabaseUrl.parse(System.getenv("DATABASE_URL"));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(6))
                .connectingTo(new PgConnectOptions()
                        .setHost(url.host())
                        .setPort(url.port())
                        .setDatabase(url.database())
                        .setUser(url.user())
                        .setPassword(url.password().value()))
                .using(vertx)
                .build();
        pool.query("select 1")
                .execute()
                .compose(connected -> vertx.createHttpServer()
                        .requestHandler(request -> pool.query("select 1")
                                .execute()
                                .compose(answered -> request.response().end("ready"))
                                .onFailure(failure -> request.connection().close()))
                        .listen(Integer.parseInt(System.getenv("PORT")), "127.0.0.1"))
                .onFailure(failure -> {
                    System.err.println(failure);
                    System.exit(1);
                });
    }
}
