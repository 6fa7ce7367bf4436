package dev.millrace.producer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Waiting records in the order of acceptance, whatever the order of their coming: new ones come in order, and those that a failed
 * attempt gives back are older. Finished records (expired, say) are passed over.
 */
final class RecordQueue {
    private final ArrayDeque<Pending> inOrder = new ArrayDeque<>();
    private final PriorityQueue<Pending> givenBack = new PriorityQueue<>(Comparator.comparingLong(p -> p.number));
    private long bytes;

    void add(Pending pending) {
        bytes += pending.record.dataLength();
        if (inOrder.isEmpty() || inOrder.getLast().number < pending.number) {
            inOrder.addLast(pending);
        } else {
            givenBack.add(pending);
        }
    }

    /** The oldest unfinished record, or null. */
    @Nullable
    Pending peek() {
        Pending head = head();
        while (head != null && head.finished) {
            poll();
            head = head();
        }
        return head;
    }

    private @Nullable Pending head() {
        Pending first = inOrder.peekFirst();
        Pending back = givenBack.peek();
        return first == null || (back != null && back.number < first.number) ? back : first;
    }

    /** Takes what {@link #head} showed. */
    void poll() {
        Pending head = head();
        if (head != null) {
            bytes -= head.record.dataLength();
            if (head == inOrder.peekFirst()) {
                inOrder.removeFirst();
            } else {
                givenBack.remove();
            }
        }
    }

    int size() {
        return inOrder.size() + givenBack.size();
    }

    /** The data they hold: less than what they take in an aggregate, so a queue of a target's bytes does fill it. */
    long dataBytes() {
        return bytes;
    }

    void drainTo(Collection<Pending> target) {
        for (Pending head = peek(); head != null; head = peek()) {
            target.add(head);
            poll();
        }
    }
}
