package dev.millrace.local.lambda;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The stream that a mapping reads. Failures are the service's own errors. */
interface StreamSource {
    CompletionStage<List<SourceShard>> shards();

    CompletionStage<String> iterator(String shardId, StartingPosition from);

    CompletionStage<String> iteratorAfter(String shardId, String sequenceNumber);

    CompletionStage<Page> read(String iterator);

    /**
     * A shard of the stream.
     *
     * @param parents none, one after a split, two after a merge
     * @param closed whether no record can be added any more
     */
    record SourceShard(String id, List<String> parents, boolean closed) {}

    /**
     * What one read gave.
     *
     * @param next null after the last record of a closed shard
     * @param behind whether the shard holds more
     */
    record Page(List<SourceRecord> records, @Nullable String next, boolean behind) {}
}
