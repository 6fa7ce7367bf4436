package dev.millrace.cli.demo;

import dev.millrace.record.StreamPosition;
import dev.millrace.record.UserRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The input's lines by number, when each was put and where the stream says it lies. Lines repeat, so an arrival is matched by its
 * place. At a place that nobody acknowledged lies an attempt that seemed lost: a copy of a line that was acknowledged elsewhere, or the
 * only trace of one that never was.
 */
final class LineBook {
    private record Place(String shardId, StreamPosition position) {}

    private final List<UserRecord> lines;
    private final String[] digests;
    private final AtomicLongArray putNanos;
    private final Map<Place, Integer> acknowledged = new ConcurrentHashMap<>();

    LineBook(List<UserRecord> lines) {
        this.lines = lines;
        this.digests = lines.stream().map(line -> Digest.of(line.data())).toArray(String[]::new);
        this.putNanos = new AtomicLongArray(lines.size());
    }

    int size() {
        return lines.size();
    }

    /** The data of all lines, in bytes. */
    long bytes() {
        return lines.stream().mapToLong(UserRecord::dataLength).sum();
    }

    UserRecord line(int number) {
        return lines.get(number);
    }

    void put(int number, long nanos) {
        putNanos.set(number, nanos);
    }

    long putNanos(int number) {
        return putNanos.get(number);
    }

    void acknowledged(int number, String shardId, StreamPosition position) {
        acknowledged.put(new Place(shardId, position), number);
    }

    /** The line acknowledged at the arrival's place, if its bytes are that line's; null otherwise. */
    @Nullable
    Integer lineOf(Arrival arrival) {
        Integer number = acknowledged.get(new Place(arrival.shardId(), arrival.position()));
        return number != null && digests[number].equals(arrival.digest()) ? number : null;
    }

    /** Whether every acknowledged line is among the arrivals. */
    boolean isWhole(List<Arrival> arrivals) {
        Set<Place> places = new HashSet<>();
        arrivals.forEach(arrival -> places.add(new Place(arrival.shardId(), arrival.position())));
        return places.containsAll(acknowledged.keySet());
    }

    /** The numbers of the lines that were never acknowledged, ascending, by digest. */
    Map<String, Deque<Integer>> unacknowledged() {
        Set<Integer> known = new HashSet<>(acknowledged.values());
        Map<String, Deque<Integer>> byDigest = new HashMap<>();
        for (int number = 0; number < digests.length; number++) {
            if (!known.contains(number)) {
                byDigest.computeIfAbsent(digests[number], digest -> new ArrayDeque<>())
                        .add(number);
            }
        }
        return byDigest;
    }
}
