package dev.millrace.local.kinesis;

/**
 * A token bucket that may go into debt: one answer or record larger than a second's share is let through, and paid for by the
 * seconds that follow. It starts full and holds one second's share. Not thread-safe.
 */
final class Bucket {
    private final double perSecond;
    private double tokens;
    private long asOf = Long.MIN_VALUE;

    /** @param perSecond infinite for no limit */
    Bucket(double perSecond) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
    }

    /** Whether there is room for so much now; what exceeds a whole bucket needs a full one. */
    boolean has(double amount, long nowMillis) {
        refill(nowMillis);
        return tokens >= Math.min(amount, perSecond);
    }

    void take(double amount) {
        tokens -= amount;
    }

    private void refill(long nowMillis) {
        if (asOf != Long.MIN_VALUE && nowMillis > asOf) {
            tokens = Math.min(perSecond, tokens + perSecond * (nowMillis - asOf) / 1000);
        }
        asOf = nowMillis;
    }
}
