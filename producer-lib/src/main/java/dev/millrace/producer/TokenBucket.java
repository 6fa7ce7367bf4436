package dev.millrace.producer;

/**
 * Credit that flows in with time. It may be overdrawn by the last taker, so that a record larger than the bucket passes too; the
 * next one waits until the debt is paid. On average the rate holds exactly.
 */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double burst;
    private double credit;
    private long refilledAt;

    TokenBucket(double burst, long now) {
        this.burst = burst;
        this.credit = burst;
        this.refilledAt = now;
    }

    void refill(double perSecond, long now) {
        credit = Math.min(burst, credit + (now - refilledAt) * perSecond / NANOS_PER_SECOND);
        refilledAt = now;
    }

    long nanosUntilOpen(double perSecond) {
        return credit >= 0 ? 0 : (long) Math.ceil(-credit / perSecond * NANOS_PER_SECOND);
    }

    void take(double amount) {
        credit -= amount;
    }
}
