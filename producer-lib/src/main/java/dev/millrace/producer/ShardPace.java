package dev.millrace.producer;

import dev.millrace.handling.RetryPolicy;
import dev.millrace.record.KinesisLimits;
import java.util.random.RandomGenerator;

/**
 * How fast one shard is written: its share of the shard's limits, lowered by throttles and won back with time (AIMD), and a
 * backoff after failures. Other shards are not slowed.
 */
final class ShardPace {
    private static final double DECREASE = 0.7;
    private static final double INCREASE_PER_SECOND = 0.2;
    private static final double LEAST = 0.02;
    /** Throttles closer together are one event: entries of one request, requests of one moment. */
    private static final long ONE_EVENT_NANOS = 200_000_000;
    /** Half a second's worth may go at once after a pause. */
    private static final double BURST_SECONDS = 0.5;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double WEIGHT_OF_ONE_ROUND_TRIP = 0.125;
    private static final double HEADROOM = 1.25;

    private final double ceiling;
    private final RetryPolicy backoff;
    private final RandomGenerator random;
    private final TokenBucket bytes;
    private final TokenBucket records;
    private double share;
    private long adjustedAt;
    private long throttledAt;
    private double roundTripNanos;
    private int failures;
    private long closedUntil;

    ShardPace(ProducerSettings settings, RandomGenerator random, long now) {
        this.ceiling = settings.shardShare;
        this.share = ceiling;
        this.backoff = RetryPolicy.forever(settings.firstBackoff, settings.maxBackoff);
        this.random = random;
        this.bytes = new TokenBucket(ceiling * KinesisLimits.SHARD_WRITE_BYTES * BURST_SECONDS, now);
        this.records = new TokenBucket(ceiling * KinesisLimits.SHARD_WRITE_RECORDS * BURST_SECONDS, now);
        this.adjustedAt = now;
        this.throttledAt = now - ONE_EVENT_NANOS;
        this.closedUntil = now;
    }

    /** How long until another Kinesis record may go. */
    long nanosUntilOpen(long now) {
        advance(now);
        long paid = Math.max(bytes.nanosUntilOpen(bytesPerSecond()), records.nanosUntilOpen(recordsPerSecond()));
        return Math.max(paid, closedUntil - now);
    }

    private void advance(long now) {
        bytes.refill(bytesPerSecond(), now);
        records.refill(recordsPerSecond(), now);
        share = Math.min(ceiling, share + ceiling * INCREASE_PER_SECOND * (now - adjustedAt) / NANOS_PER_SECOND);
        adjustedAt = now;
    }

    private double bytesPerSecond() {
        return share * KinesisLimits.SHARD_WRITE_BYTES;
    }

    private double recordsPerSecond() {
        return share * KinesisLimits.SHARD_WRITE_RECORDS;
    }

    void sent(int size) {
        bytes.take(size);
        records.take(1);
    }

    void succeeded(long nanos) {
        failures = 0;
        double weight = roundTripNanos == 0 ? 1 : WEIGHT_OF_ONE_ROUND_TRIP;
        roundTripNanos += (nanos - roundTripNanos) * weight;
    }

    /** What a shard takes, or this producer's share of it, in one round trip and a little more. */
    double bytesPerRoundTrip() {
        return Math.min(1, ceiling) * KinesisLimits.SHARD_WRITE_BYTES * roundTripNanos * HEADROOM / NANOS_PER_SECOND;
    }

    /** Closes the shard for a backoff that doubles with every failure in a row. */
    void failed(long now) {
        if (closedUntil - now <= 0) {
            failures++;
            closedUntil = now + backoff.backoffNanos(failures, random);
        }
    }

    void throttled(long now) {
        advance(now);
        if (now - throttledAt >= ONE_EVENT_NANOS) {
            throttledAt = now;
            share = Math.max(ceiling * LEAST, share * DECREASE);
        }
    }

    /** The share of a shard's limits that it writes at. */
    double share() {
        return share;
    }
}
