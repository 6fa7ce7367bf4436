package dev.millrace.consumer;

import dev.millrace.handling.Handling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a KCL application: takes leases on a stream's shards, handles their records, and keeps in DynamoDB how far it is.
 * Run as many as there are processes; they share the shards. A record is handled at least once; a checkpoint passes it only when it
 * is handled or durably parked. Thread-safe.
 */
public final class Consumer implements AutoCloseable {
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    private final ConsumerBuilder settings;
    private final Handling<?> handling;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private volatile @Nullable Worker worker;
    private boolean closed;

    Consumer(ConsumerBuilder settings, Handling<?> handling) {
        this.settings = settings;
        this.handling = handling;
    }

    /**
     * A consumer in the making.
     *
     * @param stream the stream's name
     * @param application names the lease table, the metrics and the fan-out consumer; workers of one application share the work
     */
    public static ConsumerBuilder builder(String stream, String application) {
        return new ConsumerBuilder(stream, application);
    }

    /**
     * Starts to consume on threads of its own, and returns; they keep the JVM alive.
     *
     * @throws ConsumerException if the stream cannot be described, or the lease table not be made
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() {
        if (worker != null || closed) {
            throw new IllegalStateException("this consumer was started or closed before: build another");
        }
        Worker starting = new Worker(settings, handling, terminated);
        starting.start();
        worker = starting;
    }

    /**
     * Per shard that this worker has had, the checkpoint as it last wrote or found it: "sequence:sub-sequence" of the last record that is
     * done, or "SHARD_END". Sorted by shard.
     */
    public Map<String, String> checkpoints() {
        Worker running = worker;
        return running == null ? Map.of() : running.checkpoints();
    }

    /** The shards that this worker reads now: those it holds leases of and has started on. */
    public Set<String> shards() {
        return status().stream().map(ShardStatus::shardId).collect(Collectors.toUnmodifiableSet());
    }

    /** How the shards stand that this worker reads now, sorted by shard: stalled ones are what a health check looks for. */
    public List<ShardStatus> status() {
        Worker running = worker;
        return running == null ? List.of() : running.statuses();
    }

    /** Completes when it is closed; exceptionally, with a {@link ConsumerException}, when the worker ended by itself. */
    public CompletionStage<Void> terminated() {
        return terminated.minimalCompletionStage();
    }

    /** {@link #close(Duration)} with 30 s. */
    @Override
    public void close() {
        close(DRAIN_LIMIT);
    }

    /**
     * Takes no more records, waits for those under way, writes the checkpoints and gives the leases back. Not to be called by a handler.
     * KCL 3.5.1 leaves a static pool of threads behind that keeps the JVM alive: a program ends by System.exit.
     *
     * @param limit how long to wait for handlers; those that still run are then interrupted, and their records come again elsewhere
     * @return whether everything that was taken on was done with or had failed for good within the limit
     */
    public synchronized boolean close(Duration limit) {
        Worker running = worker;
        boolean drained = closed || running == null || running.close(limit);
        closed = true;
        terminated.complete(null);
        return drained;
    }
}
