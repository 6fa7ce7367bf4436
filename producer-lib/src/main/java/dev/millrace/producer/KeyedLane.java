package dev.millrace.producer;

import dev.millrace.record.Shard;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Every record goes alone, and one of each partition key at a time: Kinesis keeps the order of a request's entries only when none
 * of them fails.
 */
final class KeyedLane extends Lane {
    private final ProducerSettings settings;
    private final Linger linger;
    private final Map<String, KeyQueue> keys = new HashMap<>();

    /** The keys of which a record waits and none is in flight, the one with the oldest record first. */
    private final PriorityQueue<KeyQueue> free = new PriorityQueue<>(Comparator.comparingLong(queue -> queue.oldest));

    private static final class KeyQueue {
        final String key;
        final RecordQueue records = new RecordQueue();
        boolean inFlight;
        boolean listed;
        long oldest;

        KeyQueue(String key) {
            this.key = key;
        }
    }

    KeyedLane(Shard shard, ShardPace pace, ProducerSettings settings, Linger linger) {
        super(shard, pace);
        this.settings = settings;
        this.linger = linger;
    }

    @Override
    void add(Pending pending) {
        KeyQueue queue = keys.computeIfAbsent(pending.record.partitionKey(), KeyQueue::new);
        queue.records.add(pending);
        if (!queue.inFlight && !queue.listed) {
            list(queue, pending);
        }
    }

    private void list(KeyQueue queue, Pending head) {
        queue.listed = true;
        queue.oldest = head.number;
        free.add(queue);
    }

    @Override
    long nanosUntilDue(long now) {
        Pending head = head();
        if (head == null) {
            return NEVER;
        }
        return free.size() >= settings.requestEntries ? 0 : linger.nanosUntilDue(head, now);
    }

    /** The next record to go, or null; keys whose records have all finished are dropped on the way. */
    private @Nullable Pending head() {
        for (KeyQueue first = free.peek(); first != null; first = free.peek()) {
            Pending head = first.records.peek();
            if (head != null) {
                return head;
            }
            keys.remove(free.remove().key);
        }
        return null;
    }

    @Override
    boolean canJoin(long now) {
        return head() != null && isOpen(now);
    }

    @Override
    int nextBytes() {
        Pending head = head();
        return head == null ? 0 : head.bytes;
    }

    @Override
    @Nullable
    Batch next() {
        Pending head = head();
        if (head == null) {
            return null;
        }
        KeyQueue queue = free.remove();
        queue.listed = false;
        queue.inFlight = true;
        queue.records.poll();
        return alone(head);
    }

    @Override
    void finished(Batch batch) {
        KeyQueue queue = keys.get(batch.records.get(0).record.partitionKey());
        if (queue == null) {
            return;
        }
        queue.inFlight = false;
        Pending head = queue.records.peek();
        if (head == null) {
            keys.remove(queue.key);
        } else {
            list(queue, head);
        }
    }

    @Override
    void drainTo(Collection<Pending> target) {
        keys.values().forEach(queue -> queue.records.drainTo(target));
        keys.clear();
        free.clear();
    }
}
