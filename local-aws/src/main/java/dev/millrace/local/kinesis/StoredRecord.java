package dev.millrace.local.kinesis;

/**
 * A record as a shard keeps it; the array is never changed.
 *
 * @param place its place in the shard, from 1
 * @param arrival milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy would cost as much as the record.
record StoredRecord(long place, long arrival, String partitionKey, byte[] data) {
    /** What the limits on bytes count: the data and the key's UTF-8. */
    int size() {
        return data.length + Utf8.length(partitionKey);
    }
}
