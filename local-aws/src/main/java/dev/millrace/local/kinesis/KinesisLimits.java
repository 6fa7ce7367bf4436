package dev.millrace.local.kinesis;

/**
 * The limits that clients meet at run time; infinity lifts one.
 *
 * @param shardWriteBytesPerSecond data and keys
 * @param shardReadBytesPerSecond of all shared readers together
 * @param subscriptionBytesPerSecond of one registered consumer on one shard
 * @param subscribeIntervalMillis for so long after a SubscribeToShard another for the same consumer and shard is refused
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Quotas and limits</a>
 */
public record KinesisLimits(
        double shardWriteBytesPerSecond,
        double shardWriteRecordsPerSecond,
        double shardReadBytesPerSecond,
        double shardReadCallsPerSecond,
        double subscriptionBytesPerSecond,
        long subscribeIntervalMillis) {
    private static final double MIB = 1 << 20;
    private static final double NONE = Double.POSITIVE_INFINITY;

    /** The service's own. */
    public static KinesisLimits aws() {
        return new KinesisLimits(MIB, 1_000, 2 * MIB, 5, 2 * MIB, 5_000);
    }

    /** None at all. */
    public static KinesisLimits none() {
        return new KinesisLimits(NONE, NONE, NONE, NONE, NONE, 0);
    }
}
