package dev.millrace.replay;

import dev.millrace.handling.Handling;
import dev.millrace.handling.KeyLanes;
import dev.millrace.handling.Origin;
import dev.millrace.handling.Outcome;
import dev.millrace.handling.Scheduler;
import dev.millrace.record.StreamRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A handling as a sink: a batch is taken once each of its records is handled or parked. */
final class HandlingSink<T> implements ReplaySink {
    private final KeyLanes<T> lanes;
    private final CompletableFuture<@Nullable Void> failure = new CompletableFuture<>();

    HandlingSink(Handling<T> handling, String stream, Executor executor) {
        this.lanes = new KeyLanes<>(handling, new Origin(stream, "replay", "replay"), executor, Scheduler.on(executor));
    }

    @Override
    public CompletionStage<?> accept(List<StreamRecord> batch) {
        List<CompletableFuture<@Nullable Void>> ends =
                batch.stream().map(this::handled).toList();
        return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<@Nullable Void> handled(StreamRecord record) {
        return lanes.submit(record)
                .thenCompose(outcome -> ended(record, outcome))
                .toCompletableFuture();
    }

    /** A record that was not run is so because of the first failure, which may be heard of only after it. */
    private CompletionStage<@Nullable Void> ended(StreamRecord record, Outcome outcome) {
        if (outcome.done()) {
            return CompletableFuture.completedFuture(null);
        }
        if (outcome instanceof Outcome.Failed failed) {
            String message = "record " + record.position() + " of " + record.shardId() + " was not handled: ";
            failure.completeExceptionally(
                    new ReplayException(message + failed.cause().getMessage(), failed.cause()));
            lanes.stop();
        }
        return failure;
    }
}
