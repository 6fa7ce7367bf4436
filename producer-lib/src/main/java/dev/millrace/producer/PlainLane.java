package dev.millrace.producer;

import dev.millrace.record.Shard;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Every record goes alone, as many at once as there are. */
final class PlainLane extends Lane {
    private final ProducerSettings settings;
    private final Linger linger;
    private final RecordQueue queue = new RecordQueue();

    PlainLane(Shard shard, ShardPace pace, ProducerSettings settings, Linger linger) {
        super(shard, pace);
        this.settings = settings;
        this.linger = linger;
    }

    @Override
    void add(Pending pending) {
        queue.add(pending);
    }

    @Override
    long nanosUntilDue(long now) {
        Pending head = queue.peek();
        if (head == null) {
            return NEVER;
        }
        return queue.size() >= settings.requestEntries ? 0 : linger.nanosUntilDue(head, now);
    }

    @Override
    boolean canJoin(long now) {
        return queue.peek() != null && isOpen(now);
    }

    @Override
    int nextBytes() {
        Pending head = queue.peek();
        return head == null ? 0 : head.bytes;
    }

    @Override
    @Nullable
    Batch next() {
        Pending head = queue.peek();
        if (head == null) {
            return null;
        }
        queue.poll();
        return alone(head);
    }

    @Override
    void drainTo(Collection<Pending> target) {
        queue.drainTo(target);
    }
}
