package dev.millrace.producer;

import dev.millrace.record.OutgoingRecord;
import java.util.List;

/** One Kinesis record on its way, and the user records in it. */
final class Batch {
    final Lane lane;
    final List<Pending> records;
    final OutgoingRecord outgoing;
    final int bytes;

    long sentNanos;

    /** The lanes that wait for this batch; those that overlap its shard's range, under the newest map. */
    List<Lane> held = List.of();

    Batch(Lane lane, List<Pending> records, OutgoingRecord outgoing, int bytes) {
        this.lane = lane;
        this.records = records;
        this.outgoing = outgoing;
        this.bytes = bytes;
    }

    void hold(List<Lane> lanes) {
        held = lanes;
        lanes.forEach(Lane::hold);
    }

    void release() {
        held.forEach(Lane::release);
        held = List.of();
    }

    boolean isAggregate() {
        return records.size() > 1;
    }
}
