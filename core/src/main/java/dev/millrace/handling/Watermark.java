package dev.millrace.handling;

import dev.millrace.record.StreamPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far a shard is done without a gap. Positions are accepted in the shard's order and completed in any; what may be checkpointed
 * is the last of those before which none is open. Thread-safe: every method holds one short lock.
 */
public final class Watermark {
    private final Deque<Entry> open = new ArrayDeque<>();
    private @Nullable StreamPosition reached;

    /** An accepted position, to be completed once. */
    public final class Entry {
        private final StreamPosition position;
        private boolean done;

        private Entry(StreamPosition position) {
            this.position = position;
        }

        /** Its record is handled or durably parked. */
        public void done() {
            complete(this);
        }
    }

    /** The next position in the shard's order. */
    public synchronized Entry accept(StreamPosition position) {
        Entry entry = new Entry(position);
        open.addLast(entry);
        return entry;
    }

    private synchronized void complete(Entry entry) {
        entry.done = true;
        for (Entry head = open.peekFirst(); head != null && head.done; head = open.peekFirst()) {
            reached = head.position;
            open.removeFirst();
        }
    }

    /** The position up to which all are done, that one included; null while the first is open. */
    public synchronized @Nullable StreamPosition reached() {
        return reached;
    }

    /** The accepted positions that the watermark has not passed. */
    public synchronized int pending() {
        return open.size();
    }
}
