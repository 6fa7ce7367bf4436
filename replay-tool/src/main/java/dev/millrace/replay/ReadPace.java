package dev.millrace.replay;

import dev.millrace.record.KinesisLimits;
import java.util.concurrent.TimeUnit;

/**
 * A shard's reads held to a share of what the service allows, five calls and 2 MiB a second, so that its other consumers keep
 * theirs. Calls are taken from a bucket that holds one second's worth; bytes, known only afterwards, are waited off. Its user's
 * thread's.
 */
final class ReadPace {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double callsPerNano;
    private final double bytesPerNano;
    private final double mostCalls;
    private double calls;
    private long refilledAt;
    private long bytesPaidAt;

    /** As of {@code now}; the share is above 0 and at most 1. */
    ReadPace(double share, long now) {
        this.callsPerNano = share * KinesisLimits.SHARD_READ_CALLS / NANOS;
        this.bytesPerNano = share * KinesisLimits.SHARD_READ_BYTES / NANOS;
        this.mostCalls = Math.max(1, share * KinesisLimits.SHARD_READ_CALLS);
        this.calls = mostCalls;
        this.refilledAt = now;
        this.bytesPaidAt = now;
    }

    /** How long the next call has to wait; 0 if it may go out now. */
    long nanosUntilCall(long now) {
        calls = Math.min(mostCalls, calls + (now - refilledAt) * callsPerNano);
        refilledAt = now;
        long forCall = calls >= 1 ? 0 : (long) Math.ceil((1 - calls) / callsPerNano);
        return Math.max(forCall, bytesPaidAt - now);
    }

    void called() {
        calls--;
    }

    void received(long bytes, long now) {
        bytesPaidAt = Math.max(bytesPaidAt, now) + (long) (bytes / bytesPerNano);
    }
}
