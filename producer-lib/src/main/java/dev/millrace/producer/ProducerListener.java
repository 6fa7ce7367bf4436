package dev.millrace.producer;

import dev.millrace.record.UserRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a producer does; what metrics are made of. Called on the producer's one thread, so it must return at once; what it
 * throws is logged and goes no further.
 */
public interface ProducerListener {
    /** Hears nothing. */
    ProducerListener NONE = new ProducerListener() {};

    /**
     * A PutRecords request was answered, or failed as a whole.
     *
     * @param bytes data and partition keys
     * @param error null where it was answered, whatever became of its entries
     */
    default void onRequest(int entries, int userRecords, long bytes, long roundTripNanos, @Nullable Throwable error) {}

    /**
     * A Kinesis record was acknowledged.
     *
     * @param bytes data and partition key
     * @param bufferedNanos from the acceptance of its oldest user record to the request that carried it
     * @param attempts of its oldest user record
     */
    default void onPut(String shardId, int userRecords, long bytes, long bufferedNanos, int attempts) {}

    /**
     * A Kinesis record was refused or lost; its user records go again unless their time is up.
     *
     * @param shardId the shard it was meant for
     * @param errorCode the service's, as in {@code ProvisionedThroughputExceededException}, or the failure's class name
     */
    default void onRefused(String shardId, int userRecords, String errorCode) {}

    /** A user record will not be delivered. */
    default void onFailed(UserRecord record, ProducerException reason) {}

    /** The stream's open shards turned out to be these. */
    default void onShards(List<String> openShardIds) {}
}
