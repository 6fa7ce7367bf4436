package dev.millrace.producer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where callers hand records over to the loop. The lock is held for one append, and numbers the records: that is the order of
 * acceptance. What closing leaves in it was accepted, and is drained as ever.
 */
final class Inbox {
    private final Object lock = new Object();
    private ArrayDeque<Pending> records = new ArrayDeque<>();
    private ArrayDeque<Pending> spare = new ArrayDeque<>();
    private final List<Flush> flushes = new ArrayList<>();
    private long count;
    private @Nullable ProducerException closed;
    private boolean ended;

    /** A flush: it is over when every record numbered below {@code before} has completed. */
    record Flush(long before, CompletableFuture<Void> future) {}

    /**
     * Accepts a record; answers whether the inbox was empty, so that the loop must be woken.
     *
     * @throws ProducerClosedException with the reason it was closed for
     */
    boolean add(Pending pending) {
        synchronized (lock) {
            requireOpen();
            pending.number = count++;
            records.add(pending);
            return records.size() == 1;
        }
    }

    /** A flush of all accepted so far; null once the loop has ended. */
    @Nullable
    CompletableFuture<Void> flush() {
        synchronized (lock) {
            if (ended) {
                return null;
            }
            Flush flush = new Flush(count, new CompletableFuture<>());
            flushes.add(flush);
            return flush.future();
        }
    }

    private void requireOpen() {
        if (closed != null) {
            throw new ProducerClosedException(String.valueOf(closed.getMessage()), closed);
        }
    }

    /** From now on nothing is accepted; the first reason stays. */
    void close(ProducerException reason) {
        synchronized (lock) {
            closed = closed == null ? reason : closed;
        }
    }

    /** Nobody drains it any more. */
    List<Flush> end() {
        synchronized (lock) {
            ended = true;
            return drainFlushes();
        }
    }

    /** The records accepted since the last drain; valid until the next. */
    ArrayDeque<Pending> drain() {
        synchronized (lock) {
            ArrayDeque<Pending> drained = records;
            records = spare;
            spare = drained;
            return drained;
        }
    }

    /** Those of the last drain as well that were not polled from it, which are older: for a loop that broke in between. */
    List<Pending> drainAll() {
        synchronized (lock) {
            List<Pending> drained = new ArrayList<>(spare);
            drained.addAll(records);
            spare.clear();
            records.clear();
            return drained;
        }
    }

    List<Flush> drainFlushes() {
        synchronized (lock) {
            List<Flush> drained = List.copyOf(flushes);
            flushes.clear();
            return drained;
        }
    }
}
