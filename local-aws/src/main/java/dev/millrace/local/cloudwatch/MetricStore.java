package dev.millrace.local.cloudwatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything recorded, in buckets of a minute, or of a second where the metric asks for that resolution. Thread-safe. Its memory is
 * bounded per metric: it keeps the newest {@value #MAX_BUCKETS} buckets, which is fifteen days of minutes.
 */
public final class MetricStore {
    private static final int MAX_BUCKETS = 15 * 24 * 60;
    private static final int MINUTE = 60;

    /** Each metric's buckets by unit and by the epoch second at which they start. */
    private final Map<MetricId, Map<String, NavigableMap<Long, Bucket>>> metrics = new LinkedHashMap<>();

    /**
     * Records a value.
     *
     * @param unit CloudWatch's name of it, such as {@code Bytes}; {@code None} where there is none
     * @param times how often the value occurred
     */
    public void record(MetricId id, String unit, long epochSecond, double value, double times) {
        update(id, unit, epochSecond, MINUTE, bucket -> bucket.add(value, times));
    }

    synchronized void update(MetricId id, String unit, long epochSecond, int resolution, Consumer<Bucket> change) {
        NavigableMap<Long, Bucket> buckets =
                metrics.computeIfAbsent(id, key -> new TreeMap<>()).computeIfAbsent(unit, key -> new TreeMap<>());
        long start = floor(epochSecond, resolution);
        change.accept(buckets.computeIfAbsent(start, key -> new Bucket()));
        if (buckets.size() > MAX_BUCKETS) {
            buckets.pollFirstEntry();
        }
    }

    static long floor(long epochSecond, long period) {
        return Math.floorDiv(epochSecond, period) * period;
    }

    /** What was recorded from {@code from} until before {@code to}, by the start of its period; null for whatever unit. */
    synchronized NavigableMap<Long, Bucket> buckets(
            MetricId id, @Nullable String unit, long from, long to, int period) {
        NavigableMap<Long, Bucket> found = new TreeMap<>();
        metrics.getOrDefault(id, Map.of()).forEach((ofUnit, buckets) -> {
            if (unit == null || unit.equals(ofUnit)) {
                buckets.subMap(from, to)
                        .forEach((start, bucket) -> found.computeIfAbsent(floor(start, period), key -> new Bucket())
                                .addAll(bucket));
            }
        });
        return found;
    }

    synchronized Set<String> units(MetricId id) {
        return new TreeSet<>(metrics.getOrDefault(id, Map.of()).keySet());
    }

    /** In the order in which they first came. */
    synchronized List<MetricId> ids() {
        return new ArrayList<>(metrics.keySet());
    }

    /** The newest bucket's start in epoch seconds. */
    synchronized long newest(MetricId id) {
        return metrics.getOrDefault(id, Map.of()).values().stream()
                .mapToLong(NavigableMap::lastKey)
                .max()
                .orElse(Long.MIN_VALUE);
    }
}
