package io.modehub.models;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How much of the machine training takes: its threads, of lowest priority (which Linux heeds only where the JVM is told
 * to), and a checkpoint. Close it to end the threads.
 */
public final class Effort implements AutoCloseable {
    /** More would leave nothing for the hub on a small machine, and rows fit no better into the cache. */
    public static final int MOST_THREADS = 2;

    private final Checkpoint checkpoint;
    private final @Nullable ExecutorService threads;

    private Effort(Checkpoint checkpoint, @Nullable ExecutorService threads) {
        this.checkpoint = checkpoint;
        this.threads = threads;
    }

    /** The caller's thread alone. */
    public static Effort alone(Checkpoint checkpoint) {
        return new Effort(checkpoint, null);
    }

    /** Threads of its own, at most {@link #MOST_THREADS}; the caller's waits. */
    public static Effort of(int threads, Checkpoint checkpoint) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads must be from 1 to " + MOST_THREADS + ", not " + threads);
        }
        return new Effort(checkpoint, Executors.newFixedThreadPool(threads, Effort::thread));
    }

    /** Work inside one of the tasks: on its thread, with the same checkpoint. */
    Effort within() {
        return alone(checkpoint);
    }

    void pass() {
        checkpoint.pass();
    }

    /**
     * Does all tasks and answers in their order.
     *
     * @throws CancellationException if the checkpoint or an interrupt ended it
     */
    <T> List<T> all(List<Callable<T>> tasks) {
        if (threads == null) {
            return tasks.stream().map(Effort::call).toList();
        }
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Future<T>> futures = tasks.stream()
                .map(task -> threads.submit(() -> unless(failure, task)))
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                failure.compareAndSet(null, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure.compareAndSet(null, new CancellationException("the run was interrupted"));
                break;
            }
        }
        Exception first = failure.get();
        if (first != null) {
            throw first instanceof RuntimeException expected ? expected : new IllegalStateException(first);
        }
        return results;
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    /** Once a task has failed, those that haven't begun needn't. */
    private static <T> T unless(AtomicReference<@Nullable Exception> failure, Callable<T> task) throws Exception {
        if (failure.get() != null) {
            throw new CancellationException("another part of the work failed");
        }
        try {
            return task.call();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private static <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing relies on the priority; where it is heeded, live predictions go first. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "training");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
