package dev.millrace.replay;

import dev.millrace.record.StreamRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one GetRecords answered.
 *
 * @param records Kinesis records, aggregates as they are
 * @param bytes of their data and partition keys
 * @param nextIterator null when the shard is closed and drained
 * @param caughtUp whether the shard held no more at that moment
 * @param children told with the last page of a shard that was split or merged
 */
record Page(
        List<StreamRecord> records,
        long bytes,
        @Nullable String nextIterator,
        boolean caughtUp,
        List<ShardLink> children) {}
