package dev.millrace.consumer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Stands where KCL takes aggregates apart, and leaves them whole for our own deaggregator, which loses none. Every record gets the
 * largest sub-sequence number: KCL drops what is not past the checkpoint, and would drop a half-done aggregate at sub-sequence
 * number 0; it also lets us checkpoint anywhere within.
 */
final class RawRecords extends AggregatorUtil {
    @Override
    public List<KinesisClientRecord> deaggregate(List<KinesisClientRecord> records) {
        List<KinesisClientRecord> raw = new ArrayList<>(records.size());
        records.forEach(record ->
                raw.add(record.toBuilder().subSequenceNumber(Long.MAX_VALUE).build()));
        return raw;
    }

    @Override
    public List<KinesisClientRecord> deaggregate(List<KinesisClientRecord> records, String fromHash, String toHash) {
        return deaggregate(records);
    }

    @Override
    public List<KinesisClientRecord> deaggregate(
            List<KinesisClientRecord> records, BigInteger fromHash, BigInteger toHash) {
        return deaggregate(records);
    }
}
