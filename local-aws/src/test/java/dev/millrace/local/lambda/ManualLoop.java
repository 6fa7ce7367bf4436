package dev.millrace.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time the test turns: what is due runs in order on the caller's thread. */
final class ManualLoop implements Loop {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private Instant now = START;
    private long number;
    private boolean closed;

    private record Task(Instant due, long number, Runnable work) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, Duration.ZERO);
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        if (!closed) {
            tasks.add(new Task(now.plus(delay), number++, task));
        }
    }

    /** Runs what is due now. */
    void settle() {
        advance(Duration.ZERO);
    }

    /** Moves the clock on, running what becomes due on the way at its own time. */
    void advance(Duration time) {
        Instant until = now.plus(time);
        while (!tasks.isEmpty() && !tasks.element().due().isAfter(until)) {
            Task task = tasks.remove();
            now = task.due().isAfter(now) ? task.due() : now;
            task.work().run();
        }
        now = until;
    }

    @Override
    public void close() {
        closed = true;
        tasks.clear();
    }
}
