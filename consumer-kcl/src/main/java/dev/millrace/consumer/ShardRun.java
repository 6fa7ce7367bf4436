package dev.millrace.consumer;

import dev.millrace.handling.KeyLanes;
import dev.millrace.handling.Outcome;
import dev.millrace.handling.Watermark;
import dev.millrace.record.StreamPosition;
import dev.millrace.record.StreamRecord;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one shard under one lease, from the moment they are taken on to the moment they are done. It never blocks: what
 * must wait is a future. Thread-safe, under one short lock that is never held while a handler runs.
 *
 * <p>RUNNING takes records on; DRAINING takes none and lets the others come to their end; STOPPED starts nothing any more. What is
 * turned away is never passed by the watermark, because nothing is taken on after it.
 */
final class ShardRun {
    /** How much may be in flight: records past the watermark, and bytes not yet handled. */
    record Bounds(int records, long bytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    private enum State {
        RUNNING,
        DRAINING,
        STOPPED
    }

    private record Waiting(StreamRecord record, CompletableFuture<Boolean> taken) {}

    private final KeyLanes<?> lanes;
    private final Bounds bounds;
    private final Watermark watermark = new Watermark();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final CompletableFuture<Boolean> complete = new CompletableFuture<>();
    private State state = State.RUNNING;
    private @Nullable StreamPosition last;
    private @Nullable Waiting waiting;
    private @Nullable Throwable stalledBy;
    private boolean ended;
    private boolean turnedAway;
    private int unfinished;
    private long unfinishedBytes;

    /** @param checkpoint up to which all was done before; null where the shard has none */
    ShardRun(KeyLanes<?> lanes, Bounds bounds, @Nullable StreamPosition checkpoint) {
        this.lanes = lanes;
        this.bounds = bounds;
        this.last = checkpoint;
    }

    /**
     * Takes the shard's next record on, as soon as there is room; it was done before if it is not past the one before it. One at a
     * time: the next only when the future is complete.
     *
     * @return true once it is taken on, false once that will not be
     */
    CompletableFuture<Boolean> accept(StreamRecord record) {
        Watermark.Entry entry;
        synchronized (this) {
            if (state != State.RUNNING) {
                turnedAway = true;
                return CompletableFuture.completedFuture(false);
            }
            if (last != null && record.position().compareTo(last) <= 0) {
                return CompletableFuture.completedFuture(true);
            }
            if (!hasRoomFor(record)) {
                waiting = new Waiting(record, new CompletableFuture<>());
                return waiting.taken;
            }
            entry = book(record);
        }
        submit(record, entry);
        return CompletableFuture.completedFuture(true);
    }

    private boolean hasRoomFor(StreamRecord record) {
        return watermark.pending() < bounds.records
                && (unfinished == 0 || unfinishedBytes + record.userRecord().dataLength() <= bounds.bytes);
    }

    private Watermark.Entry book(StreamRecord record) {
        last = record.position();
        unfinished++;
        unfinishedBytes += record.userRecord().dataLength();
        return watermark.accept(record.position());
    }

    private void submit(StreamRecord record, Watermark.Entry entry) {
        lanes.submit(record).thenAccept(outcome -> finish(record, entry, outcome));
    }

    private void finish(StreamRecord record, Watermark.Entry entry, Outcome outcome) {
        if (outcome.done()) {
            entry.done();
        } else if (outcome instanceof Outcome.Failed failed) {
            stall(record, failed.cause());
        }
        Waiting next;
        Watermark.Entry nextEntry = null;
        synchronized (this) {
            unfinished--;
            unfinishedBytes -= record.userRecord().dataLength();
            next = waiting != null && hasRoomFor(waiting.record) ? waiting : null;
            if (next != null) {
                waiting = null;
                nextEntry = book(next.record);
            }
            settle();
        }
        if (next != null && nextEntry != null) {
            submit(next.record, nextEntry);
            next.taken.complete(true);
        }
    }

    private synchronized void stall(StreamRecord record, Throwable cause) {
        if (stalledBy == null) {
            stalledBy = cause;
            LOG.error(
                    "Shard {} stalls: its record at {} failed for good and was not dead-lettered",
                    record.shardId(),
                    record.position(),
                    cause);
        }
    }

    /** Completes what can be said for good by now. */
    private void settle() {
        if (state != State.RUNNING && unfinished == 0) {
            idle.complete(null);
        }
        if (ended && waiting == null && !turnedAway && watermark.pending() == 0) {
            complete.complete(true);
        } else if (state == State.STOPPED || (state == State.DRAINING && unfinished == 0)) {
            complete.complete(false);
        }
    }

    /**
     * The shard has no more records: everything it held was given to {@link #accept}.
     *
     * @return true once all of them are done, false once that can no longer be
     */
    synchronized CompletableFuture<Boolean> end() {
        ended = true;
        settle();
        return complete;
    }

    /** Takes no more records on; completes when none is under way. */
    CompletableFuture<Void> drain() {
        leave(State.DRAINING);
        return idle;
    }

    /** As {@link #drain}, for a cause that is no record's own. */
    synchronized void fail(Throwable cause) {
        if (stalledBy == null) {
            stalledBy = cause;
        }
        drain();
    }

    /** Starts nothing any more; completes when the last handler that runs has returned. */
    CompletableFuture<Void> stop() {
        leave(State.STOPPED);
        lanes.stop();
        return idle;
    }

    private synchronized void leave(State next) {
        if (next.compareTo(state) > 0) {
            state = next;
        }
        if (waiting != null) {
            turnedAway = true;
            waiting.taken.complete(false);
            waiting = null;
        }
        settle();
    }

    synchronized boolean stopped() {
        return state == State.STOPPED;
    }

    /** Up to where all is done, without a gap; null while the first record is not. */
    @Nullable
    StreamPosition reached() {
        return watermark.reached();
    }

    /** What the first record ended with that failed for good; null while none did. */
    synchronized @Nullable Throwable stalledBy() {
        return stalledBy;
    }

    /** Records taken on and not passed by {@link #reached()}. */
    int pending() {
        return watermark.pending();
    }
}
