package dev.millrace.infra;

/**
 * How Lambda reads the stream. Immutable.
 *
 * @param batchSize Kinesis records a batch: 1 to 10,000; a batch also ends at 6 MB
 * @param batchingWindowSeconds how long Lambda may wait to fill a batch: 0 to 300; latency bought for fewer invocations
 * @param parallelizationFactor batches of one shard in work at a time: 1 to 10; order holds per partition key
 * @param retryAttempts tries after the first before what is left of a batch goes to the failure queue: 0 to 10,000; a failing
 *     batch blocks its shard until then
 * @param startingPosition where a new trigger starts
 */
public record TriggerSettings(
        int batchSize,
        int batchingWindowSeconds,
        int parallelizationFactor,
        int retryAttempts,
        StartingPosition startingPosition) {

    /** Where a new trigger starts. */
    public enum StartingPosition {
        /** The oldest record kept. */
        TRIM_HORIZON,
        /** What arrives once the trigger polls: records put while it is being made may be missed. */
        LATEST
    }

    public TriggerSettings {
        Ranges.check("batchSize", batchSize, 1, 10_000, "records");
        Ranges.check("batchingWindowSeconds", batchingWindowSeconds, 0, 300, "seconds");
        Ranges.check("parallelizationFactor", parallelizationFactor, 1, 10, "batches of one shard at a time");
        Ranges.check("retryAttempts", retryAttempts, 0, 10_000, "tries after the first");
    }

    /** 500 records, no waiting, one batch a shard, five retries, from the oldest record. */
    public static TriggerSettings defaults() {
        return new TriggerSettings(500, 0, 1, 5, StartingPosition.TRIM_HORIZON);
    }

    static TriggerSettings from(Context context) {
        TriggerSettings defaults = defaults();
        return new TriggerSettings(
                context.number("batchSize", defaults.batchSize),
                context.number("batchingWindowSeconds", defaults.batchingWindowSeconds),
                context.number("parallelizationFactor", defaults.parallelizationFactor),
                context.number("retryAttempts", defaults.retryAttempts),
                context.text("startingPosition").map(TriggerSettings::position).orElse(defaults.startingPosition));
    }

    private static StartingPosition position(String text) {
        for (StartingPosition position : StartingPosition.values()) {
            if (position.name().equals(text)) {
                return position;
            }
        }
        throw new IllegalArgumentException("startingPosition '" + text + "': give TRIM_HORIZON or LATEST");
    }
}
