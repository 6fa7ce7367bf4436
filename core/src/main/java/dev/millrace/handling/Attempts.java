package dev.millrace.handling;

import dev.millrace.record.StreamRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One record's way through the handler: attempt, wait, attempt again, and at last the dead-letter sink, which is tried until it
 * works. One step at a time, each starting the next, so the fields need no lock.
 */
final class Attempts<T> {
    private static final RetryPolicy PARKING = RetryPolicy.forever(Duration.ofMillis(100), Duration.ofSeconds(30));

    private final KeyLanes<T> lanes;
    private final Handling<T> handling;
    private final StreamRecord record;
    private final CompletableFuture<Outcome> outcome;
    private int made;
    private int parkings;

    Attempts(KeyLanes<T> lanes, StreamRecord record, CompletableFuture<Outcome> outcome) {
        this.lanes = lanes;
        this.handling = lanes.handling;
        this.record = record;
        this.outcome = outcome;
    }

    /** An executor that takes nothing, or finds no thread, is a failure that must show: nobody would ask it again. */
    void next() {
        try {
            lanes.executor.execute(() -> unlessStopped(this::attempt));
        } catch (Throwable e) {
            unlessStopped(() -> outcome.complete(new Outcome.Failed(e)));
        }
    }

    private void unlessStopped(Runnable step) {
        if (lanes.stopped) {
            outcome.complete(new Outcome.NotRun());
        } else {
            step.run();
        }
    }

    private void attempt() {
        T value;
        try {
            value = handling.codec().decode(record.data());
        } catch (Throwable e) {
            unlessStopped(() -> giveUp(e));
            return;
        }
        made++;
        try {
            handling.handler().handle(value, new RecordContext(lanes.origin.stream(), record, made));
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            unlessStopped(() -> failed(e));
            return;
        }
        outcome.complete(new Outcome.Handled());
    }

    /** Errors too: one that escaped would kill the runtime's thread while its leases live on. */
    private void failed(Throwable cause) {
        if (handling.retry().allowsAfter(made)) {
            later(handling.retry(), made, this::next);
        } else {
            giveUp(cause);
        }
    }

    private void giveUp(Throwable cause) {
        DeadLetterSink sink = handling.deadLetters();
        if (sink == null) {
            outcome.complete(new Outcome.Failed(cause));
        } else {
            park(sink, new DeadLetter(lanes.origin, record, made, cause));
        }
    }

    private void park(DeadLetterSink sink, DeadLetter letter) {
        try {
            sink.park(letter).whenComplete((done, failure) -> parked(sink, letter, failure));
        } catch (Throwable e) {
            parkAgain(sink, letter);
        }
    }

    private void parked(DeadLetterSink sink, DeadLetter letter, @Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(new Outcome.Parked(letter.cause()));
        } else {
            parkAgain(sink, letter);
        }
    }

    private void parkAgain(DeadLetterSink sink, DeadLetter letter) {
        later(PARKING, ++parkings, () -> park(sink, letter));
    }

    private void later(RetryPolicy policy, int failures, Runnable step) {
        lanes.waiting.add(this);
        lanes.scheduler.schedule(() -> afterWaiting(step), policy.backoffNanos(failures, ThreadLocalRandom.current()));
        if (lanes.stopped) {
            abandon();
        }
    }

    private void afterWaiting(Runnable step) {
        if (lanes.waiting.remove(this)) {
            unlessStopped(step);
        }
    }

    /** Ends a wait for the next attempt; an attempt that runs goes on. */
    void abandon() {
        if (lanes.waiting.remove(this)) {
            outcome.complete(new Outcome.NotRun());
        }
    }
}
