package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A place in a shard that a client holds, good for five minutes.
 *
 * @param streamCreated tells a stream from a later one of the same name
 */
record ShardIterator(String region, String stream, long streamCreated, int shard, long place) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int PARTS = 6;

    static ShardIterator at(KinesisStream stream, Shard shard, long place) {
        return new ShardIterator(stream.region(), stream.name(), stream.createdMillis(), shard.number(), place);
    }

    String token(long now) {
        return Tokens.make(
                now, region, stream, Long.toString(streamCreated), Integer.toString(shard), Long.toString(place));
    }

    static ShardIterator open(String token, long now) {
        List<String> parts = Tokens.parts(token)
                .filter(p -> p.size() == PARTS)
                .orElseThrow(() -> KinesisErrors.invalidArgument("Invalid ShardIterator."));
        long made = Long.parseLong(parts.get(0));
        if (now - made > Tokens.LIFETIME_MILLIS) {
            throw expired(made, now);
        }
        return new ShardIterator(
                parts.get(1),
                parts.get(2),
                Long.parseLong(parts.get(3)),
                Integer.parseInt(parts.get(4)),
                Long.parseLong(parts.get(5)));
    }

    private static AwsException expired(long made, long now) {
        return AwsException.badRequest(
                "ExpiredIteratorException",
                "Iterator expired. The iterator was created at time " + TIME.format(Instant.ofEpochMilli(made))
                        + " while right now it is " + TIME.format(Instant.ofEpochMilli(now))
                        + " which is further in the future than the tolerated delay of " + Tokens.LIFETIME_MILLIS
                        + " milliseconds.");
    }
}
