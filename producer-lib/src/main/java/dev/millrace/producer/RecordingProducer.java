package dev.millrace.producer;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.UserRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A producer for tests that sends nothing and keeps what it is given. It acknowledges each record at once, or holds it until the
 * test decides. Thread-safe.
 */
public final class RecordingProducer implements Producer {
    private static final String SHARD = "shardId-000000000000";

    private final boolean holding;
    private final List<UserRecord> records = new ArrayList<>();
    private final Deque<CompletableFuture<PutResult>> held = new ArrayDeque<>();
    private long acknowledged;
    private long failed;
    private boolean full;
    private boolean closed;

    private RecordingProducer(boolean holding) {
        this.holding = holding;
    }

    /** Acknowledges every record at once. */
    public static RecordingProducer acknowledging() {
        return new RecordingProducer(false);
    }

    /** Leaves every record unfinished until {@link #acknowledgeNext}, {@link #failNext} or close(). */
    public static RecordingProducer holding() {
        return new RecordingProducer(true);
    }

    /** What was accepted so far, in order. */
    public synchronized List<UserRecord> records() {
        return List.copyOf(records);
    }

    /** Acknowledges the oldest unfinished record; false if there is none. */
    public boolean acknowledgeNext() {
        return completeNext(future -> future.complete(result()));
    }

    /** Fails the oldest unfinished record as the service's refusal would; false if there is none. */
    public boolean failNext(String reason) {
        return failNext(new DeliveryFailedException(reason, null));
    }

    private boolean failNext(ProducerException reason) {
        return completeNext(future -> future.completeExceptionally(failure(reason)));
    }

    private synchronized ProducerException failure(ProducerException reason) {
        failed++;
        return reason;
    }

    /** From now on put() throws {@link BufferFullException}, or no longer does. */
    public synchronized void setFull(boolean isFull) {
        full = isFull;
    }

    @Override
    public CompletableFuture<PutResult> put(UserRecord record) {
        return tryPut(record).orElseThrow(() -> new BufferFullException("the test says that memory is full", null));
    }

    @Override
    public synchronized Optional<CompletableFuture<PutResult>> tryPut(UserRecord record) {
        if (closed) {
            throw new ProducerClosedException("the recording producer is closed", null);
        }
        return full ? Optional.empty() : Optional.of(accept(record));
    }

    private CompletableFuture<PutResult> accept(UserRecord record) {
        records.add(record);
        if (!holding) {
            return CompletableFuture.completedFuture(result());
        }
        CompletableFuture<PutResult> future = new CompletableFuture<>();
        held.add(future);
        return future;
    }

    private synchronized PutResult result() {
        acknowledged++;
        return new PutResult(SHARD, new SequenceNumber(String.valueOf(acknowledged)), 0, 1);
    }

    /** Completes it outside the lock, since its callbacks may put again. */
    private boolean completeNext(Consumer<CompletableFuture<PutResult>> completion) {
        CompletableFuture<PutResult> next;
        synchronized (this) {
            next = held.poll();
        }
        if (next != null) {
            completion.accept(next);
        }
        return next != null;
    }

    @Override
    public synchronized CompletableFuture<Void> flush() {
        return CompletableFuture.allOf(held.stream()
                .map(future -> future.handle((result, error) -> null))
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public synchronized ProducerStats stats() {
        long bytes = records.stream().mapToLong(UserRecord::dataLength).sum();
        return new ProducerStats(acknowledged, failed, held.size(), 0, acknowledged, bytes, acknowledged, 0, 0, 1);
    }

    @Override
    public void close(Duration timeout) {
        synchronized (this) {
            closed = true;
        }
        ProducerException reason = new ProducerClosedException("the recording producer is closed", null);
        boolean more = true;
        while (more) {
            more = failNext(reason);
        }
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
