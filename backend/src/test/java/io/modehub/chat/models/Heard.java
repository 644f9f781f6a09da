package io.modehub.chat.models;

import io.modehub.chat.models.LanguageModel.Answer;
import io.modehub.chat.models.LanguageModel.Listener;
import io.modehub.chat.models.LanguageModel.ModelFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it hears, and complains of anything after the last call. */
class Heard implements Listener {
    private static final long PATIENCE_S = 20;

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> tooLate = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> firstText = new CompletableFuture<>();
    private final CompletableFuture<Object> last = new CompletableFuture<>();

    @Override
    public void text(String delta) {
        if (last.isDone()) {
            tooLate.add(delta);
        }
        texts.add(delta);
        firstText.complete(System.nanoTime());
    }

    @Override
    public void finished(Answer answer) {
        end(answer);
    }

    @Override
    public void failed(ModelFault fault) {
        end(fault);
    }

    private void end(Object end) {
        if (!last.complete(end)) {
            tooLate.add(end.toString());
        }
    }

    String text() {
        return String.join("", texts);
    }

    List<String> tooLate() {
        return List.copyOf(tooLate);
    }

    boolean isOver() {
        return last.isDone();
    }

    /** {@link System#nanoTime} of the first text. */
    long awaitText() {
        return firstText.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    Answer answer() {
        Object end = end();
        if (end instanceof Answer answer) {
            return answer;
        }
        throw new AssertionError("no answer but " + end + " after '" + text() + "'");
    }

    ModelFault fault() {
        Object end = end();
        if (end instanceof ModelFault fault) {
            return fault;
        }
        throw new AssertionError("no fault but " + end);
    }

    private Object end() {
        return last.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    /** Waits for the end; false where it doesn't come in time. */
    boolean endsWithin(Duration most) {
        try {
            last.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
