package dev.millrace.producer;

/** When a record has waited long enough for company: after the linger, or at once if flushed, given back or left by close(). */
final class Linger {
    private final long lingerNanos;
    private long flushedBefore;

    Linger(long lingerNanos) {
        this.lingerNanos = lingerNanos;
    }

    /** Records numbered below {@code number} linger no longer. */
    void flush(long number) {
        flushedBefore = Math.max(flushedBefore, number);
    }

    long nanosUntilDue(Pending pending, long now) {
        boolean atOnce = pending.attempts > 0 || pending.number < flushedBefore;
        return atOnce ? 0 : Math.max(0, pending.acceptedNanos + lingerNanos - now);
    }
}
