package dev.millrace.local.kinesis;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Which of a stream's shards a ListShards call wants, and after which. Its pages go on by token alone.
 *
 * @param at the filter's timestamp, milliseconds since the epoch, 0 where the type has none
 * @param after the id of the last shard already given, empty at the start
 */
record ShardListing(KinesisStream stream, String type, long at, String after) {
    private static final String ALL = "FROM_TRIM_HORIZON";

    static ShardListing begun(KinesisStream stream, KinesisCall call) {
        String after = call.text("ExclusiveStartShardId");
        if (!call.has("ShardFilter")) {
            return new ShardListing(stream, ALL, 0, after);
        }
        KinesisCall filter = call.within("ShardFilter");
        String type = filter.text("Type");
        OptionalLong at = filter.millis("Timestamp");
        if (type.endsWith("_TIMESTAMP") && at.isEmpty()) {
            throw KinesisErrors.invalidArgument("Timestamp must be provided for ShardFilter type " + type + ".");
        }
        if (type.equals("AFTER_SHARD_ID")) {
            return afterShard(stream, filter);
        }
        return new ShardListing(stream, type, at.orElse(0), after);
    }

    private static ShardListing afterShard(KinesisStream stream, KinesisCall filter) {
        if (!filter.has("ShardId")) {
            throw KinesisErrors.invalidArgument("ShardId must be provided for ShardFilter type AFTER_SHARD_ID.");
        }
        return new ShardListing(stream, ALL, 0, filter.text("ShardId"));
    }

    /** @param token region, stream, type, timestamp and last shard */
    static ShardListing continued(KinesisStream stream, List<String> token) {
        return new ShardListing(stream, token.get(2), Long.parseLong(token.get(3)), token.get(4));
    }

    String tokenAfter(Shard last, long now) {
        return Tokens.make(now, stream.region(), stream.name(), type, Long.toString(at), last.id());
    }

    List<Shard> shards(long now) {
        if (stream.status(now) == StreamStatus.CREATING) {
            return List.of();
        }
        Predicate<Shard> wanted = wanted(now);
        return stream.shards().stream()
                .filter(shard -> shard.id().compareTo(after) > 0 && shard.closedAt() >= stream.horizon(now))
                .filter(wanted)
                .toList();
    }

    private Predicate<Shard> wanted(long now) {
        long horizon = Math.max(stream.horizon(now), stream.createdMillis());
        return switch (type) {
            case "AT_LATEST" -> Shard::isOpen;
            case "AT_TRIM_HORIZON" -> shard -> shard.wasOpenAt(horizon);
            case "AT_TIMESTAMP" -> shard -> shard.wasOpenAt(Math.max(at, horizon));
            case "FROM_TIMESTAMP" -> shard -> shard.closedAt() >= at;
            default -> shard -> true;
        };
    }
}
