package dev.millrace.local.lambda;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An event source mapping's settings, with AWS's names, ranges and defaults. Immutable: each {@code with} answers another. */
public final class MappingSettings implements Cloneable {
    static final int UNLIMITED = -1;

    private StartingPosition startingPosition;
    private int batchSize = 100;
    private Duration batchingWindow = Duration.ZERO;
    private int parallelizationFactor = 1;
    private int maximumRetryAttempts = UNLIMITED;
    private Duration maximumRecordAge = Duration.ofSeconds(UNLIMITED);
    private boolean bisectBatchOnFunctionError;
    private boolean reportBatchItemFailures;
    private Duration pollInterval = Duration.ofSeconds(1);
    private FailureDestination onFailure = record -> CompletableFuture.completedFuture(null);

    private MappingSettings(StartingPosition startingPosition) {
        this.startingPosition = startingPosition;
    }

    /** Batches of up to 100, no window, one at a time per shard, retried until the records expire. */
    public static MappingSettings startingAt(StartingPosition position) {
        return new MappingSettings(position);
    }

    /** The most records in a batch: 1 to 10,000, default 100. */
    public MappingSettings withBatchSize(int records) {
        require(records >= 1 && records <= 10_000, "BatchSize", records, "1 to 10,000 records");
        return with(copy -> copy.batchSize = records);
    }

    /** How long to gather records for a batch that is not full: 0 (the default: what one read gives) to 300 s. */
    public MappingSettings withBatchingWindow(Duration window) {
        require(within(window, 0, 300), "MaximumBatchingWindowInSeconds", window, "0 to 300 s");
        return with(copy -> copy.batchingWindow = window);
    }

    /** How many batches of a shard may be under way, split by partition key: 1 (the default) to 10. */
    public MappingSettings withParallelizationFactor(int batches) {
        require(batches >= 1 && batches <= 10, "ParallelizationFactor", batches, "1 to 10");
        return with(copy -> copy.parallelizationFactor = batches);
    }

    /** How often a failed batch is tried again before it is given up: 0 to 10,000; -1, the default, is without end. */
    public MappingSettings withMaximumRetryAttempts(int retries) {
        require(retries >= -1 && retries <= 10_000, "MaximumRetryAttempts", retries, "-1 to 10,000");
        return with(copy -> copy.maximumRetryAttempts = retries);
    }

    /** The age past which a record is given up: 60 to 604,800 s; -1 s, the default, is without end. */
    public MappingSettings withMaximumRecordAge(Duration age) {
        boolean unlimited = age.toSeconds() == UNLIMITED;
        require(unlimited || within(age, 60, 604_800), "MaximumRecordAgeInSeconds", age, "60 to 604,800 s, or -1 s");
        return with(copy -> copy.maximumRecordAge = age);
    }

    /** Whether a failed batch is halved, to close in on the record that fails. Halving does not use up a retry. Default false. */
    public MappingSettings withBisectBatchOnFunctionError(boolean bisect) {
        return with(copy -> copy.bisectBatchOnFunctionError = bisect);
    }

    /** Whether the function's answer is read for the record it failed at. Default false: whatever it answers is success. */
    public MappingSettings withReportBatchItemFailures(boolean report) {
        return with(copy -> copy.reportBatchItemFailures = report);
    }

    /** How often an idle shard is read. Default one second, as on AWS; it counts against the shard's five reads a second. */
    public MappingSettings withPollInterval(Duration interval) {
        require(!interval.isNegative() && !interval.isZero(), "poll interval", interval, "a time above zero");
        return with(copy -> copy.pollInterval = interval);
    }

    /** Who is told of records that are given up. Default: nobody. */
    public MappingSettings withOnFailure(FailureDestination destination) {
        Objects.requireNonNull(destination, "destination");
        return with(copy -> copy.onFailure = destination);
    }

    public StartingPosition startingPosition() {
        return startingPosition;
    }

    public int batchSize() {
        return batchSize;
    }

    public Duration batchingWindow() {
        return batchingWindow;
    }

    public int parallelizationFactor() {
        return parallelizationFactor;
    }

    public int maximumRetryAttempts() {
        return maximumRetryAttempts;
    }

    public Duration maximumRecordAge() {
        return maximumRecordAge;
    }

    public boolean bisectBatchOnFunctionError() {
        return bisectBatchOnFunctionError;
    }

    public boolean reportBatchItemFailures() {
        return reportBatchItemFailures;
    }

    public Duration pollInterval() {
        return pollInterval;
    }

    public FailureDestination onFailure() {
        return onFailure;
    }

    private static boolean within(Duration value, long least, long most) {
        return value.compareTo(Duration.ofSeconds(least)) >= 0 && value.compareTo(Duration.ofSeconds(most)) <= 0;
    }

    private static void require(boolean fine, String name, Object value, String range) {
        if (!fine) {
            throw new IllegalArgumentException(name + " " + value + ": give " + range);
        }
    }

    private MappingSettings with(Consumer<MappingSettings> change) {
        try {
            MappingSettings copy = (MappingSettings) super.clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
