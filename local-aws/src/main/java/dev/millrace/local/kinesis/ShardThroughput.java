package dev.millrace.local.kinesis;

/** What one shard lets through: writes by records and bytes, shared reads by calls and bytes. Thread-safe. */
final class ShardThroughput {
    private static final double ANY_POSITIVE = 1;

    private final Bucket writtenBytes;
    private final Bucket writtenRecords;
    private final Bucket readBytes;
    private final Bucket readCalls;

    ShardThroughput(KinesisLimits limits) {
        writtenBytes = new Bucket(limits.shardWriteBytesPerSecond());
        writtenRecords = new Bucket(limits.shardWriteRecordsPerSecond());
        readBytes = new Bucket(limits.shardReadBytesPerSecond());
        readCalls = new Bucket(limits.shardReadCallsPerSecond());
    }

    synchronized boolean tryWrite(int bytes, long now) {
        if (!writtenRecords.has(1, now) || !writtenBytes.has(bytes, now)) {
            return false;
        }
        writtenRecords.take(1);
        writtenBytes.take(bytes);
        return true;
    }

    /** Whether a read may happen; its bytes are known and paid for afterwards. */
    synchronized boolean tryRead(long now) {
        if (!readCalls.has(1, now) || !readBytes.has(ANY_POSITIVE, now)) {
            return false;
        }
        readCalls.take(1);
        return true;
    }

    synchronized void didRead(long bytes) {
        readBytes.take((double) bytes);
    }
}
