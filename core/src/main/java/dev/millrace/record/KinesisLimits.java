package dev.millrace.record;

/** Kinesis Data Streams' limits (developer guide, "Quotas and limits", and the API reference of PutRecords and GetRecords). */
public final class KinesisLimits {
    /** Entries of one PutRecords request. */
    public static final int PUT_RECORDS_ENTRIES = 500;
    /** Bytes of one PutRecords request, partition keys included. */
    public static final int PUT_RECORDS_BYTES = 10 * 1024 * 1024;
    /** Bytes of one record, partition key included, unless the stream's MaxRecordSizeInKiB says otherwise. */
    public static final int RECORD_BYTES = 1024 * 1024;
    /** The largest MaxRecordSizeInKiB, in bytes. */
    public static final int LARGEST_RECORD_BYTES = 10 * 1024 * 1024;
    /** Unicode characters of a partition key; it has at least one. */
    public static final int PARTITION_KEY_CHARACTERS = 256;
    /** Bytes a second that a shard takes. */
    public static final int SHARD_WRITE_BYTES = 1024 * 1024;
    /** Kinesis records a second that a shard takes. */
    public static final int SHARD_WRITE_RECORDS = 1_000;
    /** Bytes a second that a shard gives to all who share its reads. */
    public static final int SHARD_READ_BYTES = 2 * 1024 * 1024;
    /** GetRecords calls a second that a shard answers. */
    public static final int SHARD_READ_CALLS = 5;
    /** Records of one GetRecords answer. */
    public static final int GET_RECORDS_RECORDS = 10_000;
    /** What provisioned billing rounds a record up to, in bytes. */
    public static final int PUT_PAYLOAD_UNIT_BYTES = 25 * 1024;

    private KinesisLimits() {}
}
