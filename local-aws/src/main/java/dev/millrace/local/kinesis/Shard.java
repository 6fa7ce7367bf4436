package dev.millrace.local.kinesis;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One shard. Its own lock guards the log and whether it is open, and is held for a few instructions; listeners hear of records
 * outside it.
 */
final class Shard {
    private final int number;
    private final String id;
    private final HashRange range;
    private final List<String> parents;
    private final long opened;
    private final long created;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private final ShardLog log = new ShardLog();
    private long lastArrival;
    private long closedAt = Long.MAX_VALUE;
    private List<Shard> children = List.of();

    final ShardThroughput throughput;

    /**
     * @param parents none, the shard that was split, or the two that were merged
     * @param opened milliseconds since the epoch
     * @param created the second since the epoch that its sequence numbers begin with, which may be later
     */
    Shard(int number, HashRange range, List<String> parents, long opened, long created, ShardThroughput throughput) {
        this.number = number;
        this.id = id(number);
        this.range = range;
        this.parents = parents;
        this.opened = opened;
        this.created = created;
        this.throughput = throughput;
    }

    String id() {
        return id;
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "shardId-%012d", number);
    }

    int number() {
        return number;
    }

    HashRange range() {
        return range;
    }

    List<String> parents() {
        return parents;
    }

    long createdSecond() {
        return created;
    }

    /** The record as it was stored, or null if the shard is closed. */
    synchronized @Nullable StoredRecord append(long now, String partitionKey, byte[] data, long horizon) {
        if (!isOpen()) {
            return null;
        }
        log.trim(horizon);
        lastArrival = Math.max(lastArrival, now);
        StoredRecord record = new StoredRecord(log.next(), lastArrival, partitionKey, data);
        log.add(record);
        return record;
    }

    synchronized Batch read(long from, int maxCount, long maxBytes, long horizon) {
        log.trim(horizon);
        List<StoredRecord> records = log.read(from, maxCount, maxBytes);
        long start = Math.max(from, log.first());
        long next = start + records.size();
        boolean ended = !isOpen() && next >= log.next();
        long waiting = next < log.next() ? log.at(next).arrival() : Long.MAX_VALUE;
        return new Batch(records, next, waiting, ended);
    }

    /** Of data and keys kept. */
    synchronized long bytes() {
        return log.bytes();
    }

    synchronized void trimToBytes(long most) {
        log.trimToBytes(most);
    }

    synchronized void trim(long horizon) {
        log.trim(horizon);
    }

    /** Not before its last record: a write may have asked for the time after the closing call did. */
    synchronized void close(long now, List<Shard> into) {
        closedAt = Math.max(now, lastArrival);
        children = into;
    }

    synchronized boolean isOpen() {
        return closedAt == Long.MAX_VALUE;
    }

    /** Milliseconds since the epoch; Long.MAX_VALUE while open. */
    synchronized long closedAt() {
        return closedAt;
    }

    synchronized List<Shard> children() {
        return children;
    }

    synchronized long firstPlace() {
        return log.first();
    }

    synchronized long nextPlace() {
        return log.next();
    }

    synchronized long placeAtOrAfter(long millis) {
        return log.atOrAfter(millis);
    }

    Sequence sequence(StoredRecord record) {
        return new Sequence(created, number, record.place(), false, record.arrival() / 1000);
    }

    /** The number from which to go on reading at a place, before or after a record gets it. */
    Sequence continuation(long place, long now) {
        return new Sequence(created, number, place - 1, true, now / 1000);
    }

    Sequence startingSequence() {
        return new Sequence(created, number, 0, false, created);
    }

    synchronized @Nullable Sequence endingSequence() {
        return isOpen() ? null : new Sequence(created, number, Sequence.END, false, closedAt / 1000);
    }

    /** Whether the number can be of this shard: of a record that it has or had, or of its start or end. */
    synchronized boolean gaveOut(Sequence sequence) {
        boolean ofThisShard = sequence.shard() == number && sequence.created() == created;
        return ofThisShard && (sequence.place() < log.next() || (sequence.place() == Sequence.END && !isOpen()));
    }

    /** The instants of opening and closing count as open, as the service's filters have it. */
    synchronized boolean wasOpenAt(long millis) {
        return opened <= millis && millis <= closedAt;
    }

    /** Called, on the thread that wrote, after records were added, and when the shard closed. It must be quick. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void unlisten(Runnable listener) {
        listeners.remove(listener);
    }

    void tellListeners() {
        listeners.forEach(Runnable::run);
    }

    /**
     * What a read got.
     *
     * @param next the place to go on from
     * @param waiting the arrival of the first record that was left, Long.MAX_VALUE if none was
     * @param ended whether the shard is closed and this was its last
     */
    record Batch(List<StoredRecord> records, long next, long waiting, boolean ended) {
        long bytes() {
            return records.stream().mapToLong(StoredRecord::size).sum();
        }

        long millisBehind(long now) {
            return waiting == Long.MAX_VALUE ? 0 : Math.max(0, now - waiting);
        }
    }
}
