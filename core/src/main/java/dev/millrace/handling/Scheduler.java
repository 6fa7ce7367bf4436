package dev.millrace.handling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs things later, so that no thread sleeps through a backoff and tests can turn the clock. */
@FunctionalInterface
public interface Scheduler {
    void schedule(Runnable task, long delayNanos);

    /** By the JDK's shared delay thread; the task runs on the executor. */
    static Scheduler on(Executor executor) {
        return (task, delayNanos) -> CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, executor)
                .execute(task);
    }
}
