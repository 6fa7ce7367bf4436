package dev.millrace.consumer;

import dev.millrace.record.AggregateBuilder;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;
import dev.millrace.record.StreamRecord;
import dev.millrace.record.UserRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Records as KCL and the engine see them; the key of a value is its first character. */
final class Records {
    static final String SHARD = "shardId-000000000000";

    private Records() {}

    static StreamRecord stream(long sequence, String value) {
        return StreamRecord.of(
                SHARD,
                new SequenceNumber(Long.toString(sequence)),
                Instant.EPOCH,
                value.substring(0, 1),
                StandardCharsets.UTF_8.encode(value));
    }

    static KinesisClientRecord plain(long sequence, String value) {
        return kcl(sequence, value.substring(0, 1), value.getBytes(StandardCharsets.UTF_8));
    }

    static KinesisClientRecord aggregate(long sequence, List<String> values) {
        AggregateBuilder aggregate = new AggregateBuilder();
        values.forEach(value -> aggregate.add(UserRecord.of(value.substring(0, 1), value)));
        byte[] data = new byte[aggregate.build().data().remaining()];
        aggregate.build().data().get(data);
        return kcl(sequence, "a", data);
    }

    private static KinesisClientRecord kcl(long sequence, String key, byte[] data) {
        return KinesisClientRecord.builder()
                .sequenceNumber(Long.toString(sequence))
                .partitionKey(key)
                .approximateArrivalTimestamp(Instant.EPOCH)
                .data(java.nio.ByteBuffer.wrap(data))
                .build();
    }

    static StreamPosition position(long sequence, long sub) {
        return new StreamPosition(new SequenceNumber(Long.toString(sequence)), sub);
    }
}
