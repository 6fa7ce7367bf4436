package dev.millrace.local.lambda;

import java.math.BigInteger;
import java.time.Instant;

/** A Kinesis record as GetRecords gave it. Never compared, so the array does no harm. */
@SuppressWarnings("ArrayRecordComponent")
record SourceRecord(String sequenceNumber, String partitionKey, byte[] data, Instant arrival) {
    /** What an event holds of it beside its keys and data, roughly. */
    private static final int EVENT_OVERHEAD = 600;

    /** Sequence numbers order as the integers they are. */
    BigInteger sequence() {
        return new BigInteger(sequenceNumber);
    }

    /** How large it makes an event, at most: the data grows by a third in base64. */
    int eventBytes() {
        return EVENT_OVERHEAD + 6 * partitionKey.length() + (data.length + 2) / 3 * 4;
    }
}
