package dev.millrace.consumer;

import dev.millrace.consumer.ShardProcessor.Session;
import dev.millrace.handling.KeyLanes;
import dev.millrace.record.StreamPosition;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;

/** The shards this worker has leases for. Thread-safe. */
final class Shards implements ShardRecordProcessorFactory {
    private final Supplier<KeyLanes<?>> lanes;
    private final ShardRun.Bounds bounds;
    private final Duration handoffLimit;
    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> checkpoints = new ConcurrentSkipListMap<>();
    private volatile HeldLeases leases = shardId -> null;
    private volatile boolean draining;

    Shards(Supplier<KeyLanes<?>> lanes, ShardRun.Bounds bounds, Duration handoffLimit) {
        this.lanes = lanes;
        this.bounds = bounds;
        this.handoffLimit = handoffLimit;
    }

    void leases(HeldLeases held) {
        leases = held;
    }

    @Override
    public ShardRecordProcessor shardRecordProcessor() {
        return new ShardProcessor(this);
    }

    /** Starts on a shard. A handler may still run from an earlier lease of it: its keys' order wants that to end first. */
    Session open(String shardId, @Nullable StreamPosition checkpoint) {
        Session before = sessions.get(shardId);
        if (before != null) {
            before.stop().join();
        }
        Session session = newSession(shardId, checkpoint);
        sessions.put(shardId, session);
        if (draining) {
            session.run().drain();
        }
        return session;
    }

    private Session newSession(String shardId, @Nullable StreamPosition checkpoint) {
        if (checkpoint != null) {
            checkpoints.put(shardId, checkpoint.toString());
        }
        Lease lease = leases.get(shardId);
        return new Session(
                shardId,
                lease == null ? null : lease.concurrencyToken(),
                new ShardRun(lanes.get(), bounds, checkpoint),
                new Commits(shardId, checkpoint, written -> checkpoints.put(shardId, written)));
    }

    /** Ends work on a shard; it is forgotten when the last handler has returned. */
    void close(Session session) {
        session.stop().thenRun(() -> sessions.remove(session.shardId(), session));
    }

    Duration handoffLimit() {
        return handoffLimit;
    }

    /** Looks after the leases first: a slow write must not delay that. */
    void observeLeases() {
        sessions.forEach((shardId, session) -> session.observe(leases.get(shardId)));
    }

    void commit() {
        sessions.values().forEach(Session::commit);
    }

    /** Takes no more records on; completes when none is under way. */
    CompletableFuture<Void> drain() {
        draining = true;
        return CompletableFuture.allOf(
                sessions.values().stream().map(session -> session.run().drain()).toArray(CompletableFuture[]::new));
    }

    void stop() {
        sessions.values().forEach(Session::stop);
    }

    /** Those that are started on and not stopped, by shard. */
    List<ShardStatus> statuses() {
        return sessions.values().stream()
                .filter(session -> !session.run().stopped())
                .map(this::status)
                .sorted(Comparator.comparing(ShardStatus::shardId))
                .toList();
    }

    private ShardStatus status(Session session) {
        ShardRun run = session.run();
        return new ShardStatus(session.shardId(), checkpoints.get(session.shardId()), run.pending(), run.stalledBy());
    }

    /** Per shard, what was last written, or read when its lease was taken. */
    Map<String, String> checkpoints() {
        return new TreeMap<>(checkpoints);
    }
}
