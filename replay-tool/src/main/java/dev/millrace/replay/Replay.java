package dev.millrace.replay;

import dev.millrace.handling.Handling;
import dev.millrace.handling.Scheduler;
import dev.millrace.record.SequenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Reads a range of a stream again. Within a partition key, records come in the order in which the stream took them, across any
 * splits and merges; each user record that arrived in [from, to) is handed out once, others never. Records older than the stream's
 * retention are gone. Immutable: each setter answers another; runs share nothing.
 *
 * <pre>{@code
 * Replay.of(kinesis, "clicks").from(Instant.parse("2024-04-02T10:00:00Z")).run(batch -> store(batch)).join();
 * }</pre>
 */
public final class Replay {
    private static final double DEFAULT_READ_SHARE = 0.4;
    private static final Duration DEFAULT_SLACK = Duration.ofSeconds(1);

    private final StreamReads reads;
    private final String stream;
    private final Start start;
    private final @Nullable Instant to;
    private final double readShare;
    private final Duration slack;
    private final InstantSource clock;

    private Replay(
            StreamReads reads,
            String stream,
            Start start,
            @Nullable Instant to,
            double readShare,
            Duration slack,
            InstantSource clock) {
        this.reads = reads;
        this.stream = stream;
        this.start = start;
        this.to = to;
        this.readShare = readShare;
        this.slack = slack;
        this.clock = clock;
    }

    /** All that the stream holds, until now. The client stays the caller's. */
    public static Replay of(KinesisAsyncClient kinesis, String streamNameOrArn) {
        return new Replay(
                new StreamReads(kinesis, streamNameOrArn),
                streamNameOrArn,
                new Start.At(Instant.EPOCH),
                null,
                DEFAULT_READ_SHARE,
                DEFAULT_SLACK,
                InstantSource.system());
    }

    /** With what arrived at that time or later. Default: the oldest record the stream holds. */
    public Replay from(Instant time) {
        return new Replay(reads, stream, new Start.At(time), to, readShare, slack, clock);
    }

    /** With this record, in its shard and that shard's descendants; other shards are not read. */
    public Replay from(String shardId, SequenceNumber sequenceNumber) {
        return new Replay(reads, stream, new Start.With(shardId, sequenceNumber), to, readShare, slack, clock);
    }

    /** To what arrived before that time. Default: the moment {@link #run} is called. In the future, the replay follows till then. */
    public Replay to(Instant time) {
        return new Replay(reads, stream, start, time, readShare, slack, clock);
    }

    /**
     * How much to use of each shard's five reads and 2 MiB a second: above 0 to 1, default 0.4. What is left is the stream's other
     * consumers', who share the limit; fan-out consumers do not.
     */
    public Replay readShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("read share " + share + ": give above 0, at most 1");
        }
        return new Replay(reads, stream, start, to, share, slack, clock);
    }

    /**
     * How far past both ends of the range to read, since arrival times are approximate and not strictly monotone in a shard. Default
     * one second, by which a replay until now ends later.
     */
    public Replay slack(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("slack " + duration + ": give zero or more");
        }
        return new Replay(reads, stream, start, to, readShare, duration, clock);
    }

    /** What time it is; default the system's. Should be within the slack of the service's. */
    public Replay clock(InstantSource given) {
        return new Replay(reads, stream, start, to, readShare, slack, given);
    }

    /**
     * Starts reading. Cancelling the future stops it. It fails with the service's own exception if the stream cannot be listed, and
     * with a {@link ReplayException} where a shard cannot be read or the sink fails.
     *
     * @throws IllegalArgumentException if the range is empty
     */
    public CompletableFuture<ReplaySummary> run(ReplaySink sink) {
        ExecutorService loop = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "replay-" + stream);
            made.setDaemon(true);
            return made;
        });
        var times = new ReplaySettings.Times(clock, System::nanoTime, loop, Scheduler.on(loop));
        CompletableFuture<ReplaySummary> result = run(sink, times);
        result.whenComplete((summary, failure) -> loop.shutdown());
        return result;
    }

    /**
     * Runs the records through a handling: its retries, dead letters and lanes per key are those of a KCL or Lambda consumer. A
     * record that fails without a dead-letter sink ends the replay.
     *
     * @param executor runs the handler; how many threads it has bounds how many records run at once
     */
    public <T> CompletableFuture<ReplaySummary> run(Handling<T> handling, Executor executor) {
        return run(new HandlingSink<>(handling, stream, executor));
    }

    CompletableFuture<ReplaySummary> run(ReplaySink sink, ReplaySettings.Times times) {
        Instant end = to == null ? times.clock().instant() : to;
        if (start instanceof Start.At at && !at.time().isBefore(end)) {
            throw new IllegalArgumentException(
                    "nothing lies between " + at.time() + " and " + end + ": give a start before the end");
        }
        return new ReplayRun(reads, sink, new ReplaySettings(start, end, readShare, slack, times)).start();
    }
}
