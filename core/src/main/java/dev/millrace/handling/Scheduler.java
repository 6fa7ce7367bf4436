package dev.millrace.handling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Runs things later, so that no thread sleeps through a backoff and tests can turn the clock. */
@FunctionalInterface
public interface Scheduler {
    void schedule(Runnable task, long delayNanos);

    /** By the JDK's shared delay thread; the task runs on the executor, or on the common pool where that takes it not. */
    static Scheduler on(Executor executor) {
        return (task, delayNanos) -> CompletableFuture.delayedExecutor(
                        delayNanos, TimeUnit.NANOSECONDS, orElsewhere(executor))
                .execute(task);
    }

    /** The delay thread swallows what a task's executor throws, and the task with it. */
    private static Executor orElsewhere(Executor executor) {
        return task -> {
            try {
                executor.execute(task);
            } catch (Throwable e) {
                ForkJoinPool.commonPool().execute(task);
            }
        };
    }
}
