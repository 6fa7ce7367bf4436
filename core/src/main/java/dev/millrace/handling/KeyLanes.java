package dev.millrace.handling;

import dev.millrace.record.StreamRecord;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * The engine under every consumer: runs a handler over records, in parallel across partition keys, one after another within a key,
 * with retries in place and dead letters after them. Thread-safe; the records of one key are submitted by one thread at a time, in
 * order. It holds whatever it is given: bounding that is its caller's part.
 *
 * <p>Each key has a lane, kept as the future of its last record; the next record starts when that completes. A lane goes away when
 * it is empty, unless its last record failed: then it stays, and every later record of the key is {@link Outcome.NotRun}.
 *
 * @param <T> what the handling's codec decodes
 */
public final class KeyLanes<T> {
    private static final CompletableFuture<Outcome> EMPTY = CompletableFuture.completedFuture(new Outcome.Handled());

    final Handling<T> handling;
    final Origin origin;
    final Executor executor;
    final Scheduler scheduler;
    /** Records between two attempts: nothing of theirs runs. */
    final Set<Attempts<T>> waiting = ConcurrentHashMap.newKeySet();

    private final ConcurrentMap<String, CompletableFuture<Outcome>> lanes = new ConcurrentHashMap<>();
    volatile boolean stopped;

    /**
     * @param executor runs the handler; how many threads it has bounds how many records run at once; what it rejects has failed
     * @param scheduler starts further attempts
     */
    public KeyLanes(Handling<T> handling, Origin origin, Executor executor, Scheduler scheduler) {
        this.handling = handling;
        this.origin = origin;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /** Takes a record on; completes with how it ended, never exceptionally. */
    public CompletionStage<Outcome> submit(StreamRecord record) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        if (handling.ordering() == Ordering.NONE) {
            start(record, outcome);
        } else {
            String key = record.partitionKey();
            outcome.thenAccept(ended -> leave(key, outcome, ended));
            CompletableFuture<Outcome> before = lanes.put(key, outcome);
            (before == null ? EMPTY : before).thenAccept(ended -> follow(ended, record, outcome));
        }
        return outcome;
    }

    private void follow(Outcome before, StreamRecord record, CompletableFuture<Outcome> outcome) {
        if (before.done()) {
            start(record, outcome);
        } else {
            abandon(outcome);
        }
    }

    /** On another stack: a long lane behind a failure would otherwise unwind as deep as it is long. */
    private void abandon(CompletableFuture<Outcome> outcome) {
        try {
            outcome.completeAsync(Outcome.NotRun::new, executor);
        } catch (Throwable e) {
            outcome.completeAsync(Outcome.NotRun::new);
        }
    }

    private void leave(String key, CompletableFuture<Outcome> outcome, Outcome ended) {
        if (ended.done()) {
            lanes.remove(key, outcome);
        }
    }

    private void start(StreamRecord record, CompletableFuture<Outcome> outcome) {
        new Attempts<>(this, record, outcome).next();
    }

    /** From now on nothing is started: what runs runs to its end, all else, retries and failures too, ends as {@link Outcome.NotRun}. */
    public void stop() {
        stopped = true;
        waiting.forEach(Attempts::abandon);
    }
}
