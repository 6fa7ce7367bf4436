package dev.millrace.lambda;

import java.time.Duration;

/** How a {@link KinesisHandler} goes through a batch. Immutable. */
public final class LambdaSettings {
    private static final int MOST_THREADS = 1_024;

    private final int concurrency;
    private final Duration timeReserve;
    private final boolean throwsOnFailure;

    private LambdaSettings(int concurrency, Duration timeReserve, boolean throwsOnFailure) {
        this.concurrency = concurrency;
        this.timeReserve = timeReserve;
        this.throwsOnFailure = throwsOnFailure;
    }

    /** Eight records at once, one second in reserve, failures reported. */
    public static LambdaSettings defaults() {
        return new LambdaSettings(8, Duration.ofSeconds(1), false);
    }

    /**
     * How many records are handled at once. Default 8. Records of one partition key never are, unless the handling's ordering is
     * lifted. With 1, records are handled one after another in the shard's order. More hides the handler's waits for other
     * services; it does not help one that computes, as a function has one CPU per 1,769 MB of memory.
     *
     * @throws IllegalArgumentException if it is not 1 to 1,024, the most threads Lambda allows
     */
    public LambdaSettings withConcurrency(int records) {
        if (records < 1 || records > MOST_THREADS) {
            throw new IllegalArgumentException("concurrency " + records + ": give 1 to " + MOST_THREADS + " records");
        }
        return new LambdaSettings(records, timeReserve, throwsOnFailure);
    }

    /**
     * How long before the function's timeout to start nothing more, and to report the first record that was not handled. Default
     * one second. It should cover the handler's longest call: a call that outlasts the timeout fails the whole batch.
     *
     * @throws IllegalArgumentException if it is negative or as long as Lambda's longest timeout, 15 minutes
     */
    public LambdaSettings withTimeReserve(Duration reserve) {
        if (reserve.isNegative() || reserve.compareTo(Duration.ofMinutes(15)) >= 0) {
            throw new IllegalArgumentException("time reserve " + reserve + ": give 0 up to less than 15 minutes");
        }
        return new LambdaSettings(concurrency, reserve, throwsOnFailure);
    }

    /**
     * Throws where a record failed, for triggers <em>without</em> ReportBatchItemFailures: Lambda ignores the answer there, and
     * would count the failed records as handled. Default: report. The whole batch is delivered again.
     */
    public LambdaSettings throwingOnFailure() {
        return new LambdaSettings(concurrency, timeReserve, true);
    }

    public int concurrency() {
        return concurrency;
    }

    public Duration timeReserve() {
        return timeReserve;
    }

    public boolean throwsOnFailure() {
        return throwsOnFailure;
    }
}
