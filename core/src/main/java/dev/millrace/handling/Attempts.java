package dev.millrace.handling;

import dev.millrace.record.StreamRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * One record's way through the handler: attempt, wait, attempt again, and at last the dead-letter sink, which is tried until it
 * works. One step at a time, each starting the next, so the fields need no lock.
 */
final class Attempts<T> {
    private static final RetryPolicy PARKING = RetryPolicy.forever(Duration.ofMillis(100), Duration.ofSeconds(30));

    private final Handling<T> handling;
    private final Origin origin;
    private final StreamRecord record;
    private final CompletableFuture<Outcome> outcome;
    private final Executor executor;
    private final Scheduler scheduler;
    private final BooleanSupplier stopped;
    private int made;
    private int parkings;

    Attempts(
            Handling<T> handling,
            Origin origin,
            StreamRecord record,
            CompletableFuture<Outcome> outcome,
            Executor executor,
            Scheduler scheduler,
            BooleanSupplier stopped) {
        this.handling = handling;
        this.origin = origin;
        this.record = record;
        this.outcome = outcome;
        this.executor = executor;
        this.scheduler = scheduler;
        this.stopped = stopped;
    }

    void next() {
        try {
            executor.execute(() -> unlessStopped(this::attempt));
        } catch (RejectedExecutionException e) {
            outcome.complete(new Outcome.NotRun());
        }
    }

    private void unlessStopped(Runnable step) {
        if (stopped.getAsBoolean()) {
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
            giveUp(e);
            return;
        }
        made++;
        try {
            handling.handler().handle(value, new RecordContext(origin.stream(), record, made));
        } catch (Throwable e) {
            failed(e);
            return;
        }
        outcome.complete(new Outcome.Handled());
    }

    /** Errors too: one that escaped would kill the runtime's thread while its leases live on. */
    private void failed(Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
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
            park(sink, new DeadLetter(origin, record, made, cause));
        }
    }

    private void park(DeadLetterSink sink, DeadLetter letter) {
        CompletionStage<?> parked;
        try {
            parked = sink.park(letter);
        } catch (Throwable e) {
            parkAgain(sink, letter);
            return;
        }
        parked.whenComplete((done, failure) -> {
            if (failure == null) {
                outcome.complete(new Outcome.Parked(letter.cause()));
            } else {
                parkAgain(sink, letter);
            }
        });
    }

    private void parkAgain(DeadLetterSink sink, DeadLetter letter) {
        later(PARKING, ++parkings, () -> unlessStopped(() -> park(sink, letter)));
    }

    private void later(RetryPolicy policy, int failures, Runnable step) {
        scheduler.schedule(step, policy.backoffNanos(failures, ThreadLocalRandom.current()));
    }
}
