package io.modehub.interop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A loop whose steps are asynchronous; however many there are, they hold no memory and no stack. */
final class Steps {
    private Steps() {}

    /** Takes steps, one after the other, as long as they answer true. */
    static Future<Void> whileTrue(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    /** Does work for each, one after the other. */
    static <T> Future<Void> each(List<T> all, Function<T, Future<Void>> work) {
        Deque<T> left = new ArrayDeque<>(all);
        return whileTrue(() -> left.isEmpty()
                ? Future.succeededFuture(false)
                : work.apply(left.remove()).map(true));
    }

    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        Future.succeededFuture().compose(nothing -> step.get()).onComplete(answer -> {
            if (answer.failed()) {
                done.fail(answer.cause());
            } else if (answer.result()) {
                next(step, done);
            } else {
                done.complete();
            }
        });
    }
}
