package dev.millrace.producer;

import dev.millrace.record.HashRange;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.Shard;
import dev.millrace.record.ShardMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the pipeline needs of Kinesis. Answers may come on any thread; failures come as the future's exception. */
interface Service {
    /** One result for each entry, in the entries' order. */
    CompletableFuture<List<EntryResult>> putRecords(List<OutgoingRecord> entries);

    CompletableFuture<ShardListing> listShards();

    sealed interface EntryResult {}

    record Landed(String shardId, SequenceNumber sequenceNumber) implements EntryResult {}

    record Refused(String errorCode, String message) implements EntryResult {}

    /**
     * A stream's shards.
     *
     * @param ranges the hash ranges of open and closed ones
     */
    record ShardListing(ShardMap open, Map<String, HashRange> ranges) {
        static ShardListing of(List<Shard> open, List<Shard> closed) {
            Map<String, HashRange> ranges = new HashMap<>();
            List<Shard> all = new ArrayList<>(open);
            all.addAll(closed);
            all.forEach(shard -> ranges.put(shard.shardId(), shard.hashRange()));
            return new ShardListing(ShardMap.of(open), ranges);
        }
    }
}
