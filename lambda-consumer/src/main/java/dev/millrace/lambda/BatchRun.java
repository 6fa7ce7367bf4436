package dev.millrace.lambda;

import dev.millrace.handling.Handling;
import dev.millrace.handling.KeyLanes;
import dev.millrace.handling.Origin;
import dev.millrace.handling.Outcome;
import dev.millrace.handling.Scheduler;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.StreamRecord;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One batch through the engine, by the invoking thread. Records are submitted in the shard's order, a few ahead of those that run;
 * nothing is submitted once a record has failed for good, since Lambda delivers it again anyway. So when all submitted ones have
 * ended, every record before the first that is not done is done.
 */
final class BatchRun<T> {
    /** How many records may be under way for each that runs: those of a busy key wait without holding up the others. */
    private static final int AHEAD = 4;

    private final IntSupplier remainingMillis;
    private final long reserveMillis;
    private final KeyLanes<T> lanes;
    private final RetryTimer retries;
    private final int limit;
    private final Semaphore permits;
    private @Nullable BatchFailure failure;

    BatchRun(
            Handling<T> handling,
            LambdaSettings settings,
            Origin origin,
            Executor executor,
            IntSupplier remainingMillis) {
        this.remainingMillis = remainingMillis;
        this.reserveMillis = settings.timeReserve().toMillis();
        this.retries = new RetryTimer(Scheduler.on(executor));
        this.lanes = new KeyLanes<>(handling, origin, executor, retries);
        this.limit = settings.concurrency() == 1 ? 1 : settings.concurrency() * AHEAD;
        this.permits = new Semaphore(limit);
    }

    /** Returns once nothing of the batch runs any more: where it ended early, or null if all of it is done. */
    @Nullable
    BatchFailure handle(List<StreamRecord> batch) {
        for (StreamRecord record : Deaggregator.deaggregate(batch)) {
            acquire(1);
            if (failure() != null) {
                permits.release();
                break;
            }
            lanes.submit(record).thenAccept(outcome -> ended(record, outcome));
        }
        acquire(limit);
        return failure();
    }

    /** Waits for records to end; when the time is up, for those only that run: the others then end at once, as not run. */
    private void acquire(int wanted) {
        boolean acquired = acquiredInTime(wanted);
        if (!acquired || millisLeft() <= 0) {
            lanes.stop();
            retries.release();
        }
        if (!acquired) {
            permits.acquireUninterruptibly(wanted);
        }
    }

    private boolean acquiredInTime(int wanted) {
        try {
            return permits.tryAcquire(wanted, millisLeft(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long millisLeft() {
        return remainingMillis.getAsInt() - reserveMillis;
    }

    private void ended(StreamRecord record, Outcome outcome) {
        if (!outcome.done()) {
            notDone(record, outcome instanceof Outcome.Failed failed ? failed.cause() : null);
        }
        permits.release();
    }

    private synchronized void notDone(StreamRecord record, @Nullable Throwable cause) {
        if (failure == null || record.position().compareTo(failure.first().position()) < 0) {
            failure = new BatchFailure(record, cause);
        }
    }

    private synchronized @Nullable BatchFailure failure() {
        return failure;
    }
}
