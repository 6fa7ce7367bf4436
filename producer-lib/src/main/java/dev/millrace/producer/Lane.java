package dev.millrace.producer;

import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.Shard;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait for one shard, and the rule by which they leave. While it is held, batches that must arrive first are in
 * flight over its range: one of its own, or one sent under an earlier shard map.
 */
abstract class Lane {
    static final long NEVER = Long.MAX_VALUE;

    private final Shard shard;
    private final ShardPace pace;
    private int holds;

    Lane(Shard shard, ShardPace pace) {
        this.shard = shard;
        this.pace = pace;
    }

    final Shard shard() {
        return shard;
    }

    final ShardPace pace() {
        return pace;
    }

    final void hold() {
        holds++;
    }

    final void release() {
        holds--;
    }

    /** How long until a batch should go; {@link #NEVER} while nothing waits or something else must happen first. */
    final long nanosUntilReady(long now) {
        long due = holds > 0 ? NEVER : nanosUntilDue(now);
        return due == NEVER ? NEVER : Math.max(due, pace.nanosUntilOpen(now));
    }

    /** Whether a batch can go although it is not due yet, in a request that goes anyway. */
    boolean canJoin(long now) {
        return nanosUntilReady(now) == 0;
    }

    final boolean isOpen(long now) {
        return holds == 0 && pace.nanosUntilOpen(now) <= 0;
    }

    abstract void add(Pending pending);

    /** As {@link #nanosUntilReady}, if neither holds nor the pace mattered. */
    abstract long nanosUntilDue(long now);

    /** The most bytes that {@link #next} may take. */
    abstract int nextBytes();

    /** Takes the records of the next Kinesis record; null if the last of them finished meanwhile. */
    abstract @Nullable Batch next();

    /** A batch of its own is no longer in flight; what of it must go again has been added before. */
    void finished(Batch batch) {}

    abstract void drainTo(Collection<Pending> target);

    final Batch alone(Pending pending) {
        var record = pending.record;
        OutgoingRecord plain = new OutgoingRecord(record.partitionKey(), record.explicitHashKey(), record.data());
        return new Batch(this, List.of(pending), plain, pending.bytes);
    }
}
