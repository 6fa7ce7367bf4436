package dev.millrace.record;

import java.nio.ByteBuffer;
import java.time.Instant;

/** A user record together with where and when a stream holds it. Immutable. */
public final class StreamRecord {
    private final String shardId;
    private final StreamPosition position;
    private final Instant arrival;
    private final UserRecord userRecord;
    private final boolean aggregated;

    private StreamRecord(
            String shardId, StreamPosition position, Instant arrival, UserRecord userRecord, boolean aggregated) {
        this.shardId = shardId;
        this.position = position;
        this.arrival = arrival;
        this.userRecord = userRecord;
        this.aggregated = aggregated;
    }

    /**
     * A Kinesis record as GetRecords, SubscribeToShard or a Lambda event gave it, possibly an aggregate.
     *
     * @param arrival its ApproximateArrivalTimestamp
     */
    public static StreamRecord of(
            String shardId, SequenceNumber sequenceNumber, Instant arrival, String partitionKey, ByteBuffer data) {
        UserRecord record = UserRecord.read(partitionKey, data);
        return new StreamRecord(shardId, new StreamPosition(sequenceNumber, 0), arrival, record, false);
    }

    /** A user record found in this aggregate. */
    StreamRecord sub(long subSequenceNumber, UserRecord found) {
        return new StreamRecord(
                shardId, new StreamPosition(position.sequenceNumber(), subSequenceNumber), arrival, found, true);
    }

    public String shardId() {
        return shardId;
    }

    public StreamPosition position() {
        return position;
    }

    public SequenceNumber sequenceNumber() {
        return position.sequenceNumber();
    }

    /** Its place in its aggregate, counted from 0; 0 as well where it came alone. */
    public long subSequenceNumber() {
        return position.subSequenceNumber();
    }

    /** When Kinesis took it: milliseconds, approximate, not strictly monotone within a shard. */
    public Instant approximateArrivalTimestamp() {
        return arrival;
    }

    public UserRecord userRecord() {
        return userRecord;
    }

    public String partitionKey() {
        return userRecord.partitionKey();
    }

    /** A read-only view of the data. */
    public ByteBuffer data() {
        return userRecord.data();
    }

    /** Whether it came inside an aggregate. */
    public boolean aggregated() {
        return aggregated;
    }

    /** Where it lies and how large it is; never its data. */
    @Override
    public String toString() {
        return "StreamRecord[" + shardId + " " + position + ", " + userRecord + "]";
    }
}
