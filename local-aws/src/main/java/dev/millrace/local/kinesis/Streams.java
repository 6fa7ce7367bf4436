package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the stream or shard that a call means, by name, by ARN or by number. */
final class Streams {
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:kinesis:([^:]+):(\\d+):stream/([^/]+)(/.*)?");

    private static final Pattern NUMBER = Pattern.compile("0*\\d{1,9}");

    private final Account account;

    Streams(Account account) {
        this.account = account;
    }

    /** By StreamName or StreamARN, whichever is given; by both only if they agree. */
    KinesisStream of(KinesisCall call) {
        String name = call.textOrNull("StreamName");
        String arn = call.textOrNull("StreamARN");
        if (arn == null) {
            return named(name, call);
        }
        KinesisStream stream = byArn(arn, call.now());
        if (name != null && !name.equals(stream.name())) {
            throw KinesisErrors.invalidArgument(
                    "StreamName " + name + " and StreamARN " + arn + " name different streams: give one of them.");
        }
        return stream;
    }

    private KinesisStream named(@org.jspecify.annotations.Nullable String name, KinesisCall call) {
        if (name == null) {
            throw KinesisErrors.invalidArgument("Either StreamName or StreamARN should be provided.");
        }
        return account.stream(call.region(), name, call.now());
    }

    /** The stream of the ARN, or of a consumer's ARN. */
    KinesisStream byArn(String arn, long now) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw KinesisErrors.invalidArgument("The ARN " + arn + " is not a stream's.");
        }
        if (!parts.group(2).equals(Account.ID)) {
            throw AwsException.badRequest(
                    "AccessDeniedException",
                    "The ARN " + arn + " is of another account; streams here belong to " + Account.ID + ".");
        }
        return account.stream(parts.group(1), parts.group(3), now);
    }

    /** The call's stream, if it takes and gives records in its present state. */
    KinesisStream usable(KinesisCall call) {
        KinesisStream stream = of(call);
        StreamStatus status = stream.status(call.now());
        if (status == StreamStatus.CREATING || status == StreamStatus.DELETING) {
            throw KinesisErrors.streamNotFound(stream.name());
        }
        return stream;
    }

    /** The call's stream, if it is ACTIVE, as control-plane calls want it. */
    KinesisStream active(KinesisCall call) {
        KinesisStream stream = of(call);
        StreamStatus status = stream.status(call.now());
        if (status != StreamStatus.ACTIVE) {
            throw KinesisErrors.inUse("Stream " + stream.name() + " under account " + Account.ID
                    + " not ACTIVE, instead in state " + status);
        }
        return stream;
    }

    /** By id, in full or as its number, as the service takes it. */
    static Shard shard(KinesisStream stream, String id) {
        String digits = id.substring(id.indexOf('-') + 1);
        Optional<Shard> shard =
                NUMBER.matcher(digits).matches() ? stream.shard(Integer.parseInt(digits)) : Optional.empty();
        return shard.orElseThrow(() -> KinesisErrors.shardNotFound(id, stream.name()));
    }
}
