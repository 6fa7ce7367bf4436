package dev.millrace.producer;

/**
 * Counts since the producer was built, all of one moment of its loop but for the pending ones.
 *
 * @param userRecordsPut acknowledged user records
 * @param userRecordsFailed user records whose future completed with an exception
 * @param pendingUserRecords accepted and unfinished
 * @param pendingBytes what those weigh: data and partition keys
 * @param kinesisRecordsPut acknowledged Kinesis records: aggregates, and user records that went alone
 * @param bytesPut the bytes of those, partition keys included
 * @param requests PutRecords requests that were answered or failed
 * @param throttledEntries entries refused because their shard took no more
 * @param failedEntries entries refused or lost for another reason
 * @param openShards of the newest shard map; 0 while there is none
 */
public record ProducerStats(
        long userRecordsPut,
        long userRecordsFailed,
        long pendingUserRecords,
        long pendingBytes,
        long kinesisRecordsPut,
        long bytesPut,
        long requests,
        long throttledEntries,
        long failedEntries,
        int openShards) {

    /** User records in each acknowledged Kinesis record, on average; 0 before the first. */
    public double aggregationFactor() {
        return kinesisRecordsPut == 0 ? 0 : (double) userRecordsPut / kinesisRecordsPut;
    }
}
