package dev.millrace.local.kinesis;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader wants to start in a shard.
 *
 * @param sequence the number given, for the two types that want one
 * @param timestamp milliseconds since the epoch, for AT_TIMESTAMP
 */
record ReadPosition(String type, @Nullable String sequence, OptionalLong timestamp) {
    /** The place of the first record to read. */
    long place(KinesisStream stream, Shard shard, long now) {
        checkMembers();
        return switch (type) {
            case "TRIM_HORIZON" -> shard.firstPlace();
            case "LATEST" -> shard.nextPlace();
            case "AT_TIMESTAMP" -> atTimestamp(shard, now);
            case "AT_SEQUENCE_NUMBER" -> at(sequence(stream, shard), shard);
            default -> after(sequence(stream, shard), shard);
        };
    }

    private void checkMembers() {
        boolean wantsSequence = type.endsWith("_SEQUENCE_NUMBER");
        if (wantsSequence != (sequence != null)) {
            String also = sequence == null ? "no StartingSequenceNumber." : "also a StartingSequenceNumber.";
            throw KinesisErrors.invalidArgument(
                    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or "
                            + "(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified " + type
                            + " and " + also);
        }
        if (type.equals("AT_TIMESTAMP") != timestamp.isPresent()) {
            throw KinesisErrors.invalidArgument(
                    "Must specify Timestamp with AT_TIMESTAMP and with no other type. Request specified " + type + ".");
        }
    }

    private long atTimestamp(Shard shard, long now) {
        long millis = timestamp.orElseThrow();
        if (millis > now) {
            throw KinesisErrors.invalidArgument(
                    "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: "
                            + millis + ", currentTimestampInMillis: " + now);
        }
        return shard.placeAtOrAfter(millis);
    }

    private Sequence sequence(KinesisStream stream, Shard shard) {
        String given = sequence == null ? "" : sequence;
        Sequence parsed = Sequence.parse(given).orElseThrow(() -> invalid(given, stream, shard, "."));
        if (parsed.shard() != shard.number()) {
            throw KinesisErrors.invalidArgument("Invalid StartingSequenceNumber. It encodes " + Shard.id(parsed.shard())
                    + ", while it was used in a call to a shard with " + shard.id());
        }
        if (!shard.gaveOut(parsed)) {
            throw invalid(given, stream, shard, " because it did not come from this stream.");
        }
        return parsed;
    }

    private static dev.millrace.local.server.AwsException invalid(
            String given, KinesisStream stream, Shard shard, String why) {
        return KinesisErrors.invalidArgument("StartingSequenceNumber " + given + " used in GetShardIterator on shard "
                + shard.id() + " in stream " + stream.name() + " under account " + Account.ID + " is invalid" + why);
    }

    private static long at(Sequence sequence, Shard shard) {
        return sequence.past() ? after(sequence, shard) : Math.min(sequence.place(), shard.nextPlace());
    }

    private static long after(Sequence sequence, Shard shard) {
        return Math.min(sequence.place(), shard.nextPlace() - 1) + 1;
    }
}
