package dev.millrace.producer;

import dev.millrace.record.HashRange;
import dev.millrace.record.StreamRecord;
import java.math.BigInteger;
import java.util.List;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** KCL's own reading of a stream: the oracle. */
final class Kcl {
    private Kcl() {}

    /** What KCL hands to a record processor for this Kinesis record of a shard with this range. */
    static List<KinesisClientRecord> deaggregate(StreamRecord record, HashRange range) {
        KinesisClientRecord raw = KinesisClientRecord.builder()
                .sequenceNumber(record.sequenceNumber().digits())
                .approximateArrivalTimestamp(record.approximateArrivalTimestamp())
                .partitionKey(record.partitionKey())
                .data(record.data())
                .build();
        return new AggregatorUtil()
                .deaggregate(
                        List.of(raw),
                        new BigInteger(range.start().toString()),
                        new BigInteger(range.end().toString()));
    }

    /** Key, explicit hash key, data and sub-sequence number, in a form that compares. */
    static String describe(KinesisClientRecord record) {
        byte[] data = new byte[record.data().remaining()];
        record.data().duplicate().get(data);
        return describe(
                record.partitionKey(), record.explicitHashKey(), data, record.subSequenceNumber(), record.aggregated());
    }

    /** The same of our reading. */
    static String describe(StreamRecord record) {
        var user = record.userRecord();
        String hashKey =
                user.explicitHashKey() == null ? null : user.explicitHashKey().toString();
        return describe(
                user.partitionKey(), hashKey, user.toByteArray(), record.subSequenceNumber(), record.aggregated());
    }

    private static String describe(String key, String hashKey, byte[] data, long sub, boolean aggregated) {
        return sub + (aggregated ? "/" : "!") + key + "/" + hashKey + "/"
                + java.util.HexFormat.of().formatHex(data);
    }
}
