package dev.millrace.handling;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How often to try again, and how long to wait before: exponential backoff with jitter. Immutable. */
public final class RetryPolicy {
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int LARGEST_DOUBLING = 30;

    private final int maxAttempts;
    private final long firstBackoffNanos;
    private final long maxBackoffNanos;

    private RetryPolicy(int maxAttempts, Duration firstBackoff, Duration maxBackoff) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts " + maxAttempts + ": a record is tried at least once");
        }
        if (firstBackoff.isNegative() || firstBackoff.compareTo(maxBackoff) > 0) {
            throw new IllegalArgumentException("first backoff " + firstBackoff + ", largest " + maxBackoff
                    + ": give waits of zero or more, the first not longer than the largest");
        }
        this.maxAttempts = maxAttempts;
        this.firstBackoffNanos = firstBackoff.toNanos();
        this.maxBackoffNanos = maxBackoff.toNanos();
    }

    /** One attempt. */
    public static RetryPolicy none() {
        return upTo(1, Duration.ZERO, Duration.ZERO);
    }

    /**
     * A bounded number of attempts.
     *
     * @param maxAttempts the first included
     * @param firstBackoff the wait after the first failure; it doubles with every further one
     */
    public static RetryPolicy upTo(int maxAttempts, Duration firstBackoff, Duration maxBackoff) {
        return new RetryPolicy(maxAttempts, firstBackoff, maxBackoff);
    }

    /** Tries until it works: a record that never does holds back its key, and its shard's checkpoint. */
    public static RetryPolicy forever(Duration firstBackoff, Duration maxBackoff) {
        return new RetryPolicy(NO_LIMIT, firstBackoff, maxBackoff);
    }

    public boolean isForever() {
        return maxAttempts == NO_LIMIT;
    }

    /** Whether another attempt may follow when this many were made. */
    public boolean allowsAfter(int attempts) {
        return isForever() || attempts < maxAttempts;
    }

    /** The wait before the next attempt when this many failed: between half the exponential backoff and all of it. */
    public long backoffNanos(int failedAttempts, RandomGenerator random) {
        int doublings = Math.min(Math.max(failedAttempts - 1, 0), LARGEST_DOUBLING);
        long ceiling =
                firstBackoffNanos > maxBackoffNanos >> doublings ? maxBackoffNanos : firstBackoffNanos << doublings;
        return ceiling / 2 + (ceiling == 0 ? 0 : random.nextLong(ceiling - ceiling / 2 + 1));
    }
}
