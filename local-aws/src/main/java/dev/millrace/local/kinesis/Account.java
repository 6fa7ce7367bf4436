package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every stream of the one account, by region and name. Thread-safe. */
final class Account {
    static final String ID = "000000000000";
    /** The default quota of the regions with the most room. */
    static final int SHARD_LIMIT = 20_000;

    static final int ON_DEMAND_STREAM_LIMIT = 50;

    private final Map<String, NavigableMap<String, KinesisStream>> regions = new ConcurrentHashMap<>();

    /** The region's streams by name, live. */
    NavigableMap<String, KinesisStream> streams(String region) {
        return regions.computeIfAbsent(region, r -> new ConcurrentSkipListMap<>());
    }

    /** @throws AwsException if there is none of that name, or it is being deleted for longer than deleting takes */
    KinesisStream stream(String region, String name, long now) {
        KinesisStream stream = streams(region).get(name);
        if (stream == null) {
            throw KinesisErrors.streamNotFound(name);
        }
        if (stream.isGone(now)) {
            // Not whatever has the name by now: it may just have been created again.
            streams(region).remove(name, stream);
            throw KinesisErrors.streamNotFound(name);
        }
        return stream;
    }

    /** Forgets deleted streams, and records older than their retention. */
    void forgetOld(long now) {
        for (NavigableMap<String, KinesisStream> streams : regions.values()) {
            streams.values().removeIf(stream -> stream.isGone(now));
            streams.values().forEach(stream -> stream.trim(now));
        }
    }

    /** Of every stream, closed ones too. */
    List<Shard> shards() {
        return regions.values().stream()
                .flatMap(streams -> streams.values().stream())
                .flatMap(stream -> stream.shards().stream())
                .toList();
    }

    int openShards(String region) {
        return streams(region).values().stream()
                .mapToInt(KinesisStream::openShardCount)
                .sum();
    }

    /** @throws AwsException LimitExceededException if so many more shards are too many */
    void requireRoom(String region, int shards) {
        int open = openShards(region);
        if (open + shards > SHARD_LIMIT) {
            throw KinesisErrors.limitExceeded("This request would exceed the shard limit for the account " + ID + " in "
                    + region + ". Current shard count for the account: " + open + ". Limit: " + SHARD_LIMIT
                    + ". Number of additional shards that would have resulted from this request: " + shards + ".");
        }
    }

    static String arn(String region, String streamName) {
        return "arn:aws:kinesis:" + region + ":" + ID + ":stream/" + streamName;
    }
}
