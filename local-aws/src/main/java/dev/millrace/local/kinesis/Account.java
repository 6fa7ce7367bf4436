package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every stream of the one account, by region and name. Thread-safe. */
final class Account {
    static final String ID = "000000000000";

    private final Map<String, NavigableMap<String, KinesisStream>> regions = new ConcurrentHashMap<>();

    /** The region's streams by name, live. */
    NavigableMap<String, KinesisStream> streams(String region) {
        return regions.computeIfAbsent(region, r -> new ConcurrentSkipListMap<>());
    }

    /** @throws AwsException if there is none of that name, or it is being deleted for longer than deleting takes */
    KinesisStream stream(String region, String name, long now) {
        KinesisStream stream = streams(region).get(name);
        if (stream == null || stream.isGone(now)) {
            streams(region).remove(name);
            throw KinesisErrors.streamNotFound(name);
        }
        return stream;
    }

    static String arn(String region, String streamName) {
        return "arn:aws:kinesis:" + region + ":" + ID + ":stream/" + streamName;
    }
}
