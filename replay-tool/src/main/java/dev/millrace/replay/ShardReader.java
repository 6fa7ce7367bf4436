package dev.millrace.replay;

import dev.millrace.handling.RetryPolicy;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.StreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard to the end of the range: page, sink, page, and so on, each step starting the next on the run's loop. The cursor
 * moves when the sink has taken a page, so that a fresh iterator neither repeats nor skips.
 */
final class ShardReader {
    private static final RetryPolicy BACKOFF = RetryPolicy.upTo(10, Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Whoever started the reader: told once how it ended. */
    interface Owner {
        void drained(String shardId, List<ShardLink> children);

        void failed(Throwable cause);

        boolean stopped();
    }

    private final String shardId;
    private final StreamReads reads;
    private final ReplaySink sink;
    private final ReplaySettings settings;
    private final ReadSlots slots;
    private final Totals totals;
    private final Owner owner;
    private final ReadPace pace;
    private Cursor cursor;
    private int failures;
    private int passing;

    ShardReader(
            String shardId,
            Cursor cursor,
            StreamReads reads,
            ReplaySink sink,
            ReplaySettings settings,
            ReadSlots slots,
            Totals totals,
            Owner owner) {
        this.shardId = shardId;
        this.cursor = cursor;
        this.reads = reads;
        this.sink = sink;
        this.settings = settings;
        this.slots = slots;
        this.totals = totals;
        this.owner = owner;
        this.pace = new ReadPace(settings.readShare(), now());
    }

    void start() {
        then(reads.iterator(shardId, cursor), this::readAt, this::recover);
    }

    private void readAt(String iterator) {
        long wait = pace.nanosUntilCall(now());
        if (wait > 0) {
            later(() -> readAt(iterator), wait);
        } else {
            pace.called();
            slots.acquire(() -> fetch(iterator));
        }
    }

    private void fetch(String iterator) {
        boolean over = settings.isOver();
        totals.calls++;
        then(reads.read(shardId, iterator), page -> arrived(page, over), failure -> {
            slots.release();
            recover(failure);
        });
    }

    private void arrived(Page page, boolean over) {
        failures = 0;
        passing = 0;
        pace.received(page.bytes(), now());
        totals.kinesisRecords += page.records().size();
        List<StreamRecord> batch = page.records().stream()
                .filter(record -> settings.holds(record.approximateArrivalTimestamp()))
                .flatMap(record -> Deaggregator.deaggregate(record).stream())
                .toList();
        then(taken(batch), done -> passed(page, batch.size(), over), failure -> {
            Throwable cause = Fault.unwrapped(failure);
            owner.failed(new ReplayException("the sink failed in " + shardId + ": " + cause.getMessage(), cause));
        });
    }

    private CompletionStage<?> taken(List<StreamRecord> batch) {
        try {
            return batch.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : Objects.requireNonNull(sink.accept(batch), "the sink returned null instead of a stage");
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void passed(Page page, int emitted, boolean over) {
        slots.release();
        totals.userRecords += emitted;
        if (!page.records().isEmpty()) {
            cursor = new Cursor.After(last(page).sequenceNumber());
        }
        String next = page.nextIterator();
        if (next == null) {
            owner.drained(shardId, page.children());
        } else if (reachedEnd(page, over)) {
            owner.drained(shardId, List.of());
        } else if (page.caughtUp()) {
            later(() -> readAt(next), Math.min(IDLE_NANOS, settings.nanosUntilOver()));
        } else {
            readAt(next);
        }
    }

    /** Having caught up counts if the range was over when the page was asked for: what is in it had arrived by then. */
    private boolean reachedEnd(Page page, boolean over) {
        return (page.caughtUp() && over)
                || (!page.records().isEmpty() && settings.isBeyond(last(page).approximateArrivalTimestamp()));
    }

    private static StreamRecord last(Page page) {
        return page.records().get(page.records().size() - 1);
    }

    private void recover(Throwable failure) {
        Fault fault = Fault.of(failure);
        failures++;
        passing += fault == Fault.PASSING ? 1 : 0;
        totals.throttles += fault == Fault.THROTTLED ? 1 : 0;
        if (fault == Fault.LASTING || (fault == Fault.PASSING && !BACKOFF.allowsAfter(passing))) {
            Throwable cause = Fault.unwrapped(failure);
            owner.failed(new ReplayException("reading " + shardId + " failed: " + Fault.told(cause), cause));
        } else {
            later(this::start, BACKOFF.backoffNanos(failures, ThreadLocalRandom.current()));
        }
    }

    private <T> void then(CompletionStage<T> stage, Consumer<? super T> next, Consumer<? super Throwable> otherwise) {
        stage.whenCompleteAsync(
                (result, failure) -> {
                    if (!owner.stopped()) {
                        go(result, failure, next, otherwise);
                    }
                },
                settings.times().loop());
    }

    private <T> void go(
            T result, @Nullable Throwable failure, Consumer<? super T> next, Consumer<? super Throwable> otherwise) {
        guarded(() -> {
            if (failure == null) {
                next.accept(result);
            } else {
                otherwise.accept(failure);
            }
        });
    }

    /** What a step throws ends the replay: nobody else would hear of it. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            owner.failed(new ReplayException("reading " + shardId + " failed: " + e, e));
        }
    }

    private void later(Runnable step, long nanos) {
        settings.times()
                .scheduler()
                .schedule(
                        () -> {
                            if (!owner.stopped()) {
                                guarded(step);
                            }
                        },
                        nanos);
    }

    private long now() {
        return settings.times().nanoTime().getAsLong();
    }
}
