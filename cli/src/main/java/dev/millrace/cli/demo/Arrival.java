package dev.millrace.cli.demo;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;
import dev.millrace.record.StreamRecord;
import java.time.Instant;

/**
 * A user record that a consumer handled. It fits on a line of text, so that a consumer in another process can tell of it.
 *
 * @param digest of the data, by {@link Digest}
 * @param arrived when Kinesis took it
 * @param handledNanos {@link System#nanoTime} of the process that handled it
 */
record Arrival(String shardId, StreamPosition position, String digest, Instant arrived, long handledNanos) {
    static Arrival of(StreamRecord record, long handledNanos) {
        return new Arrival(
                record.shardId(),
                record.position(),
                Digest.of(record.data()),
                record.approximateArrivalTimestamp(),
                handledNanos);
    }

    String toLine() {
        return String.join(
                " ",
                shardId,
                position.sequenceNumber().toString(),
                Long.toString(position.subSequenceNumber()),
                digest,
                arrived.toString(),
                Long.toString(handledNanos));
    }

    static Arrival parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Arrival(
                parts[0],
                new StreamPosition(new SequenceNumber(parts[1]), Long.parseLong(parts[2])),
                parts[3],
                Instant.parse(parts[4]),
                Long.parseLong(parts[5]));
    }
}
