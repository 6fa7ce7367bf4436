package dev.millrace.local.kinesis;

import java.util.ArrayList;
import java.util.List;

/**
 * A shard's records in order, in a ring that grows by doubling: a record's place is its index, so that every read starts without
 * a search. Not thread-safe: its shard guards it.
 */
final class ShardLog {
    private StoredRecord[] ring = new StoredRecord[16];
    /** The place of the oldest record kept. */
    private long first = 1;
    /** The place that the next record gets. */
    private long next = 1;

    private long bytes;

    long first() {
        return first;
    }

    long next() {
        return next;
    }

    /** Of data and keys kept. */
    long bytes() {
        return bytes;
    }

    void add(StoredRecord record) {
        if (next - first == ring.length) {
            grow();
        }
        ring[index(next++)] = record;
        bytes += record.size();
    }

    StoredRecord at(long place) {
        return ring[index(place)];
    }

    /** The records from a place on, at least one if there is one, up to a count and to a sum of sizes. */
    List<StoredRecord> read(long from, int maxCount, long maxBytes) {
        List<StoredRecord> records = new ArrayList<>();
        long size = 0;
        for (long place = Math.max(from, first); place < next && records.size() < maxCount; place++) {
            StoredRecord record = at(place);
            size += record.size();
            if (size > maxBytes && !records.isEmpty()) {
                break;
            }
            records.add(record);
        }
        return records;
    }

    /** The first place whose record arrived at or after the time; the next place if none did. */
    long atOrAfter(long millis) {
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).arrival() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Forgets what arrived before the time. */
    void trim(long millis) {
        while (first < next && at(first).arrival() < millis) {
            forgetFirst();
        }
    }

    /** Forgets the oldest records until so many bytes are left at most. */
    void trimToBytes(long most) {
        while (first < next && bytes > most) {
            forgetFirst();
        }
    }

    private void forgetFirst() {
        bytes -= at(first).size();
        forget(index(first++));
    }

    @SuppressWarnings("NullAway") // An empty slot; at() is only asked for places between first and next.
    private void forget(int index) {
        ring[index] = null;
    }

    private void grow() {
        StoredRecord[] larger = new StoredRecord[ring.length * 2];
        for (long place = first; place < next; place++) {
            larger[(int) (place & (larger.length - 1))] = at(place);
        }
        ring = larger;
    }

    private int index(long place) {
        return (int) (place & (ring.length - 1));
    }
}
