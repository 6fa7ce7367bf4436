package dev.millrace.replay;

import dev.millrace.record.SequenceNumber;
import java.time.Instant;

/** Where a replay begins. */
sealed interface Start {
    /** With what arrived at that time or later, in all shards. */
    record At(Instant time) implements Start {}

    /** With this record, in its shard and that shard's descendants. */
    record With(String shardId, SequenceNumber sequenceNumber) implements Start {}
}
