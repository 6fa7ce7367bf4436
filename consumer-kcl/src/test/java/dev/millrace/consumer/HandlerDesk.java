package dev.millrace.consumer;

import dev.millrace.handling.Handling;
import dev.millrace.handling.KeyLanes;
import dev.millrace.handling.Origin;
import dev.millrace.handling.RecordHandler;
import dev.millrace.handling.RetryPolicy;
import dev.millrace.record.Codec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/** A handler that runs when the test says so, on the test's thread, and fails for the values the test names. Thread-safe. */
final class HandlerDesk implements RecordHandler<String> {
    static final Origin ORIGIN = new Origin("clicks", "app", "worker-1");

    final List<String> handled = Collections.synchronizedList(new ArrayList<>());
    final Set<String> poison = Collections.synchronizedSet(new HashSet<>());
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    @Override
    public void handle(String value, dev.millrace.handling.RecordContext context) {
        handled.add(value);
        if (poison.contains(value)) {
            throw new AssertionError("poison: " + value);
        }
    }

    void poison(String... values) {
        poison.addAll(Arrays.asList(values));
    }

    Handling<String> handling() {
        return Handling.of(Codec.utf8(), this).withRetry(RetryPolicy.none());
    }

    KeyLanes<String> lanes() {
        return lanes(handling());
    }

    KeyLanes<String> lanes(Handling<String> handling) {
        return new KeyLanes<>(handling, ORIGIN, ready::add, (task, nanos) -> waiting.add(task));
    }

    /** Runs one handler that is ready. */
    void runOne() {
        ready.remove().run();
    }

    /** Runs all that is or becomes ready. */
    void run() {
        for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
            next.run();
        }
    }

    /** Runs what becomes ready until this is done. */
    void run(Future<?> until) {
        while (!until.isDone()) {
            run();
            Thread.onSpinWait();
        }
    }
}
