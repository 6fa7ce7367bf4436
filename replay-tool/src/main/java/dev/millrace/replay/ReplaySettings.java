package dev.millrace.replay;

import dev.millrace.handling.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** What a run needs to know; see {@link Replay} for its meaning. */
record ReplaySettings(Start start, Instant to, double readShare, Duration slack, Times times) {

    /**
     * Time and threads.
     *
     * @param loop runs one task at a time, in order
     */
    record Times(InstantSource clock, LongSupplier nanoTime, Executor loop, Scheduler scheduler) {}

    /** Where a shard without a position of its own is read from: arrival times are not strictly monotone, hence the slack. */
    Instant readFrom(Instant from) {
        return from.isBefore(Instant.EPOCH.plus(slack)) ? Instant.EPOCH : from.minus(slack);
    }

    /** Whether everything that arrived before the end must have been seen by a reader that has caught up now. */
    boolean isOver() {
        return !times.clock().instant().isBefore(to.plus(slack));
    }

    /** How long until it may be over; a moment at least. */
    long nanosUntilOver() {
        Duration left = Duration.between(times.clock().instant(), to.plus(slack));
        return Math.max(1, left.toMillis()) * 1_000_000;
    }

    boolean isBeyond(Instant arrival) {
        return !arrival.isBefore(to.plus(slack));
    }

    boolean holds(Instant arrival) {
        return arrival.isBefore(to) && !(start instanceof Start.At at && arrival.isBefore(at.time()));
    }
}
