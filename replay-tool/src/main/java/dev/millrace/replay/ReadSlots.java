package dev.millrace.replay;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many pages may be held in memory at once, first come first served: a page is up to 10 MB. Its user's thread's. */
final class ReadSlots {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    ReadSlots(int slots) {
        this.free = slots;
    }

    /** Runs the task once there is a slot; the task sees to its release. */
    void acquire(Runnable task) {
        if (free > 0) {
            free--;
            task.run();
        } else {
            waiting.addLast(task);
        }
    }

    void release() {
        Runnable next = waiting.pollFirst();
        if (next == null) {
            free++;
        } else {
            next.run();
        }
    }
}
