package dev.millrace.local.lambda;

import dev.millrace.local.lambda.StreamSource.SourceShard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shards are read: each once, and not before all of its parents is done with, so that a partition key's order survives splits
 * and merges. Shards appear only when others end, so the stream is listed at the start and whenever a shard ends.
 */
final class ShardLineage {
    private static final Logger LOG = LoggerFactory.getLogger(ShardLineage.class);

    private final MappingParts parts;
    private final Map<String, ShardReader> readers = new HashMap<>();
    private final Set<String> finished = new HashSet<>();
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();

    ShardLineage(MappingParts parts) {
        this.parts = parts;
    }

    /** Completes once every shard that can be read has its place taken; exceptionally if there is no such stream. */
    CompletionStage<@Nullable Void> ready() {
        return ready;
    }

    void start() {
        parts.source()
                .shards()
                .whenCompleteAsync(
                        (shards, error) -> {
                            if (error != null) {
                                ready.completeExceptionally(error);
                            } else {
                                begin(shards);
                            }
                        },
                        parts.loop());
    }

    private void begin(List<SourceShard> shards) {
        StartingPosition from = parts.settings().startingPosition();
        if (from.type().equals("LATEST")) {
            shards.stream().filter(SourceShard::closed).map(SourceShard::id).forEach(finished::add);
        }
        readWhatCanBe(shards, from);
        CompletableFuture<?>[] positioned = readers.values().stream()
                .map(reader -> reader.positioned().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(positioned).thenRun(() -> ready.complete(null));
    }

    private void readWhatCanBe(List<SourceShard> shards, StartingPosition from) {
        Set<String> present = shards.stream().map(SourceShard::id).collect(Collectors.toSet());
        for (SourceShard shard : shards) {
            boolean parentsDone =
                    shard.parents().stream().allMatch(parent -> finished.contains(parent) || !present.contains(parent));
            if (parentsDone && !finished.contains(shard.id()) && !readers.containsKey(shard.id())) {
                read(shard.id(), from);
            }
        }
    }

    private void read(String shardId, StartingPosition from) {
        ShardReader reader = new ShardReader(parts, shardId, from, () -> finished(shardId));
        readers.put(shardId, reader);
        reader.step();
    }

    private void finished(String shardId) {
        readers.remove(shardId);
        finished.add(shardId);
        findChildren();
    }

    private void findChildren() {
        parts.source()
                .shards()
                .whenCompleteAsync(
                        (shards, error) -> {
                            if (error == null) {
                                readWhatCanBe(shards, childrenFrom());
                            } else {
                                LOG.debug("The shards could not be listed: {}", error.toString());
                                parts.loop()
                                        .schedule(
                                                this::findChildren,
                                                parts.settings().pollInterval());
                            }
                        },
                        parts.loop());
    }

    /** From the start, but not past the time the mapping was to start at: a child may be older than that. */
    private StartingPosition childrenFrom() {
        StartingPosition from = parts.settings().startingPosition();
        return from.timestamp() == null ? StartingPosition.trimHorizon() : from;
    }
}
