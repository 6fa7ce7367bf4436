package dev.millrace.producer;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;

/**
 * Where a stream holds a user record.
 *
 * @param sequenceNumber its Kinesis record's
 * @param subSequenceNumber its place in its aggregate, counted from 0; 0 as well where it went alone
 * @param attempts how many requests carried it, the successful one included
 */
public record PutResult(String shardId, SequenceNumber sequenceNumber, long subSequenceNumber, int attempts) {
    /** Both numbers together, as checkpoints have them. */
    public StreamPosition position() {
        return new StreamPosition(sequenceNumber, subSequenceNumber);
    }
}
