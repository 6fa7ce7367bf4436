package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How the API shows shards and what is in them. */
final class ShardJson {
    private ShardJson() {}

    static ObjectNode shard(Shard shard) {
        ObjectNode json = Json.object().put("ShardId", shard.id());
        if (!shard.parents().isEmpty()) {
            json.put("ParentShardId", shard.parents().get(0));
        }
        if (shard.parents().size() > 1) {
            json.put("AdjacentParentShardId", shard.parents().get(1));
        }
        json.set("HashKeyRange", range(shard));
        ObjectNode numbers = json.putObject("SequenceNumberRange");
        numbers.put("StartingSequenceNumber", shard.startingSequence().toString());
        Sequence ending = shard.endingSequence();
        if (ending != null) {
            numbers.put("EndingSequenceNumber", ending.toString());
        }
        return json;
    }

    private static ObjectNode range(Shard shard) {
        return Json.object()
                .put("StartingHashKey", shard.range().start().toString())
                .put("EndingHashKey", shard.range().end().toString());
    }

    /** The shards that a closed shard became, as its last answer names them. */
    static ArrayNode children(List<Shard> children) {
        ArrayNode json = Json.array();
        for (Shard child : children) {
            ObjectNode entry = json.addObject().put("ShardId", child.id());
            ArrayNode parents = entry.putArray("ParentShards");
            child.parents().forEach(parents::add);
            entry.set("HashKeyRange", range(child));
        }
        return json;
    }

    static ArrayNode records(Shard shard, List<StoredRecord> records) {
        ArrayNode json = Json.array();
        for (StoredRecord record : records) {
            ObjectNode entry = json.addObject();
            entry.put("SequenceNumber", shard.sequence(record).toString());
            Json.time(entry, "ApproximateArrivalTimestamp", record.arrival());
            entry.put("Data", record.data());
            entry.put("PartitionKey", record.partitionKey());
        }
        return json;
    }
}
