package dev.millrace.local.lambda;

import dev.millrace.local.server.AwsService;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Reads every shard of a stream, parents before their children, and hands batches to a function. One thread of its own runs it, so
 * its parts need no locks. Thread-safe.
 */
public final class EventSourceMapping implements AutoCloseable {
    private final MappingParts parts;
    private final ShardLineage lineage;

    private EventSourceMapping(MappingParts parts) {
        this.parts = parts;
        this.lineage = new ShardLineage(parts);
    }

    /**
     * Starts to read the stream.
     *
     * @param kinesis the stand-in's Kinesis
     * @param function what to invoke; it stays the caller's, to close after the mapping
     * @param clock what records' ages and windows are measured by; timers run in real time
     */
    public static EventSourceMapping start(
            AwsService kinesis,
            String streamArn,
            LambdaFunction function,
            MappingSettings settings,
            InstantSource clock) {
        Loop loop = new LoopThread("mapping-" + function.name(), clock);
        return start(new KinesisSource(kinesis, streamArn), streamArn, function, settings, loop);
    }

    static EventSourceMapping start(
            StreamSource source, String streamArn, LambdaFunction function, MappingSettings settings, Loop loop) {
        EventWriter events = new EventWriter(streamArn);
        MappingParts parts =
                new MappingParts(UUID.randomUUID().toString(), source, function, settings, events, loop, new Tally());
        EventSourceMapping mapping = new EventSourceMapping(parts);
        loop.execute(mapping.lineage::start);
        return mapping;
    }

    /** The mapping's UUID. */
    public String id() {
        return parts.id();
    }

    /**
     * Completes once the shards are found and their starting positions taken: what is put from then on is read. Completes
     * exceptionally if there is no such stream.
     */
    public CompletionStage<?> ready() {
        return lineage.ready();
    }

    public MappingCounts counts() {
        return parts.tally().counts();
    }

    /** Reads and invokes no more. An invocation under way runs on, but nobody waits for its answer. */
    @Override
    public void close() {
        parts.loop().close();
    }
}
