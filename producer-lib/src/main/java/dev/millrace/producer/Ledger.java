package dev.millrace.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything accepted and unfinished, in the order of acceptance, apart from the queues it waits in: nothing in it is forgotten, and
 * a record leaves it exactly once, delivered or failed. Leaving frees its memory before its future completes. The loop's own.
 */
final class Ledger {
    private final MemoryBudget budget;
    private final Completions completions;
    private final Tally tally;
    private final List<Inbox.Flush> flushes = new ArrayList<>();
    private @Nullable Pending oldest;
    private @Nullable Pending newest;

    Ledger(MemoryBudget budget, Completions completions, Tally tally) {
        this.budget = budget;
        this.completions = completions;
        this.tally = tally;
    }

    void add(Pending pending) {
        pending.previous = newest;
        if (newest == null) {
            oldest = pending;
        } else {
            newest.next = pending;
        }
        newest = pending;
    }

    void deliver(Pending pending, PutResult result) {
        if (leave(pending)) {
            completions.add(() -> pending.future.complete(result));
        }
    }

    void fail(Pending pending, ProducerException reason) {
        if (leave(pending)) {
            tally.failed(pending.record, reason);
            completions.add(() -> pending.future.completeExceptionally(reason));
        }
    }

    /** Takes it out of the list; false if it had left before. */
    private boolean leave(Pending pending) {
        if (pending.finished) {
            return false;
        }
        pending.finished = true;
        unlink(pending);
        budget.release(pending.bytes);
        return true;
    }

    private void unlink(Pending pending) {
        Pending before = pending.previous;
        Pending after = pending.next;
        if (before == null) {
            oldest = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.previous = before;
        }
        pending.previous = null;
        pending.next = null;
    }

    boolean isEmpty() {
        return oldest == null;
    }

    /** When the first deadline passes of a record that no request carries; {@link Long#MAX_VALUE} without one. */
    long nanosUntilExpiry(long now) {
        Pending first = oldest;
        while (first != null && first.inFlight) {
            first = first.next;
        }
        return first == null ? Long.MAX_VALUE : Math.max(0, first.deadlineNanos - now);
    }

    /** Fails what waits past its deadline; what is in flight is judged when its request ends. */
    void expire(long now, Failures failures) {
        Pending pending = oldest;
        while (pending != null && pending.deadlineNanos - now <= 0) {
            Pending next = pending.next;
            if (!pending.inFlight) {
                fail(pending, failures.timedOut(pending, now));
            }
            pending = next;
        }
    }

    void failAll(Function<Pending, ProducerException> reason) {
        while (oldest != null) {
            fail(oldest, reason.apply(oldest));
        }
    }

    void add(Inbox.Flush flush) {
        flushes.add(flush);
    }

    /** Completes the flushes that have nothing left to wait for, after the futures they waited for. */
    void completeFlushes() {
        flushes.removeIf(flush -> {
            boolean over = oldest == null || oldest.number >= flush.before();
            if (over) {
                completions.add(() -> flush.future().complete(null));
            }
            return over;
        });
    }
}
