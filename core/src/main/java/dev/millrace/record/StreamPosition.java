package dev.millrace.record;

import java.util.Comparator;

/**
 * A user record's place in its shard: its Kinesis record's sequence number, and its sub-sequence number within an aggregate,
 * counted from 0. What a checkpoint holds.
 */
public record StreamPosition(SequenceNumber sequenceNumber, long subSequenceNumber)
        implements Comparable<StreamPosition> {
    private static final Comparator<StreamPosition> ORDER =
            Comparator.comparing(StreamPosition::sequenceNumber).thenComparingLong(StreamPosition::subSequenceNumber);

    public StreamPosition {
        if (subSequenceNumber < 0) {
            throw new IllegalArgumentException("sub-sequence number " + subSequenceNumber + ": they count from 0");
        }
    }

    @Override
    public int compareTo(StreamPosition other) {
        return ORDER.compare(this, other);
    }

    /** Both numbers, as in {@code 4965…:17}. */
    @Override
    public String toString() {
        return sequenceNumber + ":" + subSequenceNumber;
    }
}
