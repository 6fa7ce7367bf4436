package dev.millrace.producer;

import dev.millrace.handling.Ordering;
import dev.millrace.record.AggregateBuilder;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.Shard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One queue, from which aggregates are built at the moment they go: until then nothing has to be taken apart when shards change.
 * In order, one aggregate is in flight at a time; where round trips are long it grows beyond its target, so that the order costs no
 * throughput.
 */
final class AggregateLane extends Lane {
    private final ProducerSettings settings;
    private final Linger linger;
    private final RecordQueue queue = new RecordQueue();

    AggregateLane(Shard shard, ShardPace pace, ProducerSettings settings, Linger linger) {
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
        boolean full = queue.dataBytes() >= settings.aggregateBytes || queue.size() >= settings.aggregateRecords;
        return full ? 0 : linger.nanosUntilDue(head, now);
    }

    @Override
    int nextBytes() {
        Pending head = queue.peek();
        return Math.max(largest(), head == null ? 0 : head.bytes);
    }

    private int largest() {
        int wanted = inOrder() ? (int) Math.min(settings.recordBytes, pace().bytesPerRoundTrip()) : 0;
        return Math.max(settings.aggregateBytes, wanted);
    }

    private boolean inOrder() {
        return settings.ordering == Ordering.PER_KEY;
    }

    @Override
    @Nullable
    Batch next() {
        AggregateBuilder builder = new AggregateBuilder();
        List<Pending> records = new ArrayList<>();
        int largest = largest();
        for (Pending head = queue.peek(); head != null && fits(builder, head, largest); head = queue.peek()) {
            builder.add(head.record);
            records.add(head);
            queue.poll();
        }
        return records.isEmpty()
                ? null
                : held(records.size() == 1 ? alone(records.get(0)) : together(builder, records));
    }

    private boolean fits(AggregateBuilder builder, Pending pending, int largest) {
        return builder.isEmpty()
                || (builder.count() < settings.aggregateRecords && builder.sizeWith(pending.record) <= largest);
    }

    private Batch together(AggregateBuilder builder, List<Pending> records) {
        OutgoingRecord aggregate = builder.build();
        return new Batch(this, records, aggregate, builder.size());
    }

    private Batch held(Batch batch) {
        if (inOrder()) {
            batch.hold(List.of(this));
        }
        return batch;
    }

    @Override
    void drainTo(Collection<Pending> target) {
        queue.drainTo(target);
    }
}
