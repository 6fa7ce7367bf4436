package dev.millrace.local;

import dev.millrace.local.kinesis.KinesisLimits;
import java.time.Clock;
import java.time.Duration;

/** How to start a {@link LocalAws}; not thread-safe. */
public final class LocalAwsBuilder {
    static final int NO_PORT = -1;
    private static final int MAX_PORT = 65_535;

    String host = "127.0.0.1";
    int port;
    int tlsPort = NO_PORT;
    Clock clock = Clock.systemUTC();
    KinesisLimits limits = KinesisLimits.aws();
    Duration transition = Duration.ZERO;
    long maxStoredBytes = Runtime.getRuntime().maxMemory() / 2;

    LocalAwsBuilder() {}

    /** The address to listen on; default 127.0.0.1. Any other lets other machines in, and nothing checks who they are. */
    public LocalAwsBuilder host(String address) {
        host = address;
        return this;
    }

    /** The port to listen on; default 0, which takes a free one. */
    public LocalAwsBuilder port(int number) {
        port = checkedPort(number);
        return this;
    }

    /** A port for TLS beside the other; default none, 0 takes a free one. The native KPL speaks nothing else. */
    public LocalAwsBuilder tlsPort(int number) {
        tlsPort = checkedPort(number);
        return this;
    }

    private static int checkedPort(int number) {
        if (number < 0 || number > MAX_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + MAX_PORT + ", not " + number);
        }
        return number;
    }

    /** Whether the limits of AWS on throughput hold; default true. Limits on sizes always hold. */
    public LocalAwsBuilder limits(boolean hold) {
        return limits(hold ? KinesisLimits.aws() : KinesisLimits.none());
    }

    /** Kinesis's limits, one by one. */
    public LocalAwsBuilder limits(KinesisLimits kinesis) {
        limits = kinesis;
        return this;
    }

    /** What time it is; default the system's UTC. Turn it to make iterators, retention and subscriptions age. */
    public LocalAwsBuilder clock(Clock given) {
        clock = given;
        return this;
    }

    /** How long a stream or consumer is CREATING, UPDATING or DELETING; default zero. */
    public LocalAwsBuilder transition(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("transition must not be negative, was " + duration);
        }
        transition = duration;
        return this;
    }

    /**
     * How many bytes of records Kinesis keeps in all; default half of the JVM's memory. Beyond it the oldest are forgotten
     * before their retention is over, and a warning says so.
     */
    public LocalAwsBuilder maxStoredBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxStoredBytes must be at least 1, was " + bytes);
        }
        maxStoredBytes = bytes;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public LocalAws start() {
        return new LocalAws(this);
    }
}
