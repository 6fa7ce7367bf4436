package dev.millrace.local.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** When a fault strikes, and then what it does: the last call sets it. Not thread-safe. */
public final class FaultBuilder {
    private final Consumer<Fault> setter;
    final List<String> operations;

    @Nullable
    String stream;

    @Nullable
    String shard;

    int skip;
    int times = Integer.MAX_VALUE;
    double chance = 1;
    long seed;

    FaultBuilder(Consumer<Fault> setter, List<String> operations) {
        this.setter = setter;
        this.operations = operations;
    }

    /** Only for the stream of this name; default every stream. */
    public FaultBuilder stream(String name) {
        stream = name;
        return this;
    }

    /** Only for the DynamoDB table of this name; default every table. Has a meaning for {@link #throttle}. */
    public FaultBuilder table(String name) {
        stream = name;
        return this;
    }

    /** Only for records and reads of this shard; default every shard. Has a meaning for {@link #throttle} and {@link #failEntries}. */
    public FaultBuilder shard(String id) {
        shard = id;
        return this;
    }

    /** How often it strikes; default until stopped. */
    public FaultBuilder times(int count) {
        times = atLeastZero("times", count);
        return this;
    }

    /** How many matching calls or records pass before it strikes; default 0. */
    public FaultBuilder skip(int count) {
        skip = atLeastZero("skip", count);
        return this;
    }

    /** Strikes each time with this probability, the same ones for the same seed; default 1. */
    public FaultBuilder chance(double probability, long randomSeed) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, not " + probability);
        }
        chance = probability;
        seed = randomSeed;
        return this;
    }

    /**
     * Records put to the shard, and reads of it, get ProvisionedThroughputExceededException; it counts records, not requests. So do
     * DynamoDB's calls.
     */
    public Fault throttle() {
        return set(new Effect.ShardError("ProvisionedThroughputExceededException", "Rate exceeded, as a test wished."));
    }

    /** Single records of PutRecords fail with this error code, such as InternalFailure; it counts records, not requests. */
    public Fault failEntries(String errorCode, String message) {
        return set(new Effect.ShardError(errorCode, message));
    }

    /** The call is carried out and answered after so much real time. */
    public Fault delay(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, was " + duration);
        }
        return set(new Effect.Delay(duration));
    }

    /** The call is refused with an HTTP status and AWS's error type, such as 500 and InternalFailure. */
    public Fault fail(int status, String type, String message) {
        return set(new Effect.Refuse(status, type, message));
    }

    /** GetRecords finds its iterator expired. */
    public Fault expireIterator() {
        return fail(400, "ExpiredIteratorException", "Iterator expired, as a test wished.");
    }

    /** The call's credentials are not accepted. */
    public Fault refuseCredentials() {
        return fail(400, "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    /** The call is carried out, but instead of its answer the connection breaks; over HTTP/2 only its stream. */
    public Fault dropAnswer() {
        return set(new Effect.DropAnswer());
    }

    /** The call is carried out and never answered, so that the client times out. */
    public Fault hang() {
        return set(new Effect.Hang());
    }

    /** The connection breaks before the call is carried out; over HTTP/2 for all its streams. */
    public Fault reset() {
        return set(new Effect.Reset());
    }

    private Fault set(Effect effect) {
        Fault fault = new Fault(this, effect);
        setter.accept(fault);
        return fault;
    }

    private static int atLeastZero(String name, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " must be at least 0, not " + count);
        }
        return count;
    }
}
