package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Listing, splitting and merging shards. */
final class ShardOperations {
    private static final int DEFAULT_PAGE = 1000;

    private final Streams streams;

    ShardOperations(Streams streams) {
        this.streams = streams;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("ListShards", KinesisService.Operation.answering(this::list));
        operations.put("SplitShard", KinesisService.Operation.answering(this::split));
        operations.put("MergeShards", KinesisService.Operation.answering(this::merge));
    }

    private ObjectNode list(KinesisCall call) {
        ShardListing listing = call.has("NextToken") ? continued(call) : begun(call);
        int limit = call.number("MaxResults", DEFAULT_PAGE);
        List<Shard> shards = listing.shards(call.now());
        ObjectNode answer = Json.object();
        ArrayNode page = answer.putArray("Shards");
        shards.stream().limit(limit).map(ShardJson::shard).forEach(page::add);
        if (shards.size() > limit) {
            answer.put("NextToken", listing.tokenAfter(shards.get(limit - 1), call.now()));
        }
        return answer;
    }

    private ShardListing continued(KinesisCall call) {
        for (String other :
                List.of("StreamName", "StreamARN", "StreamCreationTimestamp", "ExclusiveStartShardId", "ShardFilter")) {
            if (call.has(other)) {
                throw KinesisErrors.invalidArgument("NextToken and " + other + " cannot be provided together.");
            }
        }
        List<String> token = Tokens.open(call.text("NextToken"), call.now());
        return ShardListing.continued(
                streams.byArn(
                        "arn:aws:kinesis:" + token.get(0) + ":" + Account.ID + ":stream/" + token.get(1), call.now()),
                token);
    }

    private ShardListing begun(KinesisCall call) {
        if (!call.has("StreamName") && !call.has("StreamARN")) {
            throw KinesisErrors.invalidArgument("Either NextToken or StreamName should be provided.");
        }
        return ShardListing.begun(streams.of(call), call);
    }

    private ObjectNode split(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        Shard shard = Streams.shard(stream, call.text("ShardToSplit"));
        BigInteger at = new BigInteger(call.text("NewStartingHashKey"));
        stream.requireOpen(shard);
        HashRange range = shard.range();
        boolean inside = at.compareTo(range.start().value().add(BigInteger.ONE)) > 0
                && at.compareTo(range.end().value()) < 0;
        if (!inside) {
            throw KinesisErrors.invalidArgument("NewStartingHashKey " + at
                    + " used in SplitShard() on shard " + shard.id() + " in stream " + stream.name() + " under account "
                    + Account.ID + " is not both greater than one plus the shard's StartingHashKey " + range.start()
                    + " and less than the shard's EndingHashKey " + range.end() + ".");
        }
        stream.split(shard, Hash.of(at), call.now());
        return Json.object();
    }

    private ObjectNode merge(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        Shard first = Streams.shard(stream, call.text("ShardToMerge"));
        Shard second = Streams.shard(stream, call.text("AdjacentShardToMerge"));
        stream.requireOpen(first);
        stream.requireOpen(second);
        List<String> parents = List.of(first.id(), second.id());
        if (first.range().isJustBefore(second.range())) {
            stream.merge(first, second, parents, call.now());
        } else if (second.range().isJustBefore(first.range())) {
            stream.merge(second, first, parents, call.now());
        } else {
            throw KinesisErrors.invalidArgument("Shards " + first.id() + " and " + second.id() + " in stream "
                    + stream.name() + " under account " + Account.ID
                    + " are not an adjacent pair of shards eligible for merging");
        }
        return Json.object();
    }
}
