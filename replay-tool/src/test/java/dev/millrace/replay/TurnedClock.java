package dev.millrace.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when it is turned; waiting turns it. */
final class TurnedClock extends Clock {
    static final Instant START = Instant.parse("2024-04-02T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    void turn(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    /** Times in which a scheduled task runs at once, the clock having been turned by its delay. */
    ReplaySettings.Times times(Executor loop) {
        return new ReplaySettings.Times(this, this::nanos, loop, (task, nanos) -> {
            turn(Duration.ofNanos(nanos));
            loop.execute(task);
        });
    }

    private long nanos() {
        return Duration.between(START, now.get()).toNanos();
    }

    /** In milliseconds, as a stream keeps arrival times. */
    @Override
    public Instant instant() {
        return now.get().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
