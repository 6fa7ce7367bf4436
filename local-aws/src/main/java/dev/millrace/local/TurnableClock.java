package dev.millrace.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test turns it, by whole milliseconds. Thread-safe. */
public final class TurnableClock extends Clock {
    private final AtomicLong millis;
    private final ZoneId zone;

    private TurnableClock(AtomicLong millis, ZoneId zone) {
        this.millis = millis;
        this.zone = zone;
    }

    /** A clock in UTC that shows this instant. */
    public static TurnableClock at(Instant start) {
        return new TurnableClock(new AtomicLong(start.toEpochMilli()), ZoneOffset.UTC);
    }

    /** Turns it on by so much, or back by a negative duration. */
    public void advance(Duration duration) {
        millis.addAndGet(duration.toMillis());
    }

    /** Sets it. */
    public void set(Instant instant) {
        millis.set(instant.toEpochMilli());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, turned with this one, in another zone. */
    @Override
    public Clock withZone(ZoneId other) {
        return new TurnableClock(millis, other);
    }
}
