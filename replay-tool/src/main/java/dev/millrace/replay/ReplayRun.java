package dev.millrace.replay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run: its shards in lineage order, all of it on the loop. The wiring of the parts. */
final class ReplayRun implements ShardReader.Owner {
    private static final int PAGES_IN_MEMORY = 16;

    private final StreamReads reads;
    private final ReplaySink sink;
    private final ReplaySettings settings;
    private final Lineage lineage = new Lineage();
    private final ReadSlots slots = new ReadSlots(PAGES_IN_MEMORY);
    private final Totals totals = new Totals();
    private final CompletableFuture<ReplaySummary> result = new CompletableFuture<>();

    ReplayRun(StreamReads reads, ReplaySink sink, ReplaySettings settings) {
        this.reads = reads;
        this.sink = sink;
        this.settings = settings;
    }

    CompletableFuture<ReplaySummary> start() {
        firstShards().whenCompleteAsync(this::begin, settings.times().loop());
        return result;
    }

    private CompletableFuture<List<ShardLink>> firstShards() {
        return settings.start() instanceof Start.At at
                ? reads.shardsSince(settings.readFrom(at.time()))
                : CompletableFuture.completedFuture(
                        List.of(new ShardLink(((Start.With) settings.start()).shardId(), List.of())));
    }

    private void begin(List<ShardLink> shards, @Nullable Throwable failure) {
        if (failure != null) {
            result.completeExceptionally(Fault.unwrapped(failure));
        } else {
            try {
                lineage.add(shards);
                goOn();
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    private void goOn() {
        for (ShardLink shard : lineage.takeReadable()) {
            new ShardReader(shard.shardId(), cursor(shard), reads, sink, settings, slots, totals, this).start();
        }
        if (lineage.allFinished()) {
            result.complete(totals.summary(settings.to(), lineage.size()));
        }
    }

    /** A child holds nothing older than its parents' end, so reading it from its start is reading it in range. */
    private Cursor cursor(ShardLink shard) {
        if (settings.start() instanceof Start.At at) {
            return new Cursor.AtTime(settings.readFrom(at.time()));
        }
        Start.With with = (Start.With) settings.start();
        return shard.shardId().equals(with.shardId()) ? new Cursor.At(with.sequenceNumber()) : new Cursor.Oldest();
    }

    @Override
    public void drained(String shardId, List<ShardLink> children) {
        lineage.finished(shardId);
        lineage.add(children);
        goOn();
    }

    @Override
    public void failed(Throwable cause) {
        result.completeExceptionally(cause);
    }

    @Override
    public boolean stopped() {
        return result.isDone();
    }
}
