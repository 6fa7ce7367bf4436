package dev.millrace.replay;

import dev.millrace.record.StreamRecord;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where replayed records go. Called by one thread of the replay's: a call that blocks holds up all shards. */
@FunctionalInterface
public interface ReplaySink {
    /**
     * Takes the next records of one shard, in its order. Nothing more of that shard, and nothing of its children, comes before the
     * stage has completed; other shards go on. A stage that fails ends the replay.
     *
     * @param batch user records, at least one; aggregates are taken apart already
     */
    CompletionStage<?> accept(List<StreamRecord> batch);
}
