package dev.millrace.lambda;

import dev.millrace.handling.Scheduler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds the retries that wait, so that a batch whose time is up need not wait for them: {@link #release} runs them all at once. */
final class RetryTimer implements Scheduler {
    private final Scheduler timer;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean released;

    RetryTimer(Scheduler timer) {
        this.timer = timer;
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        Waiting entry = new Waiting(task);
        waiting.add(entry);
        if (released) {
            entry.run();
        } else {
            timer.schedule(entry, delayNanos);
        }
    }

    void release() {
        released = true;
        waiting.forEach(Waiting::run);
    }

    /** Runs once, whoever comes first: who removes it runs it. */
    private final class Waiting implements Runnable {
        private final Runnable task;

        Waiting(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (waiting.remove(this)) {
                task.run();
            }
        }
    }
}
