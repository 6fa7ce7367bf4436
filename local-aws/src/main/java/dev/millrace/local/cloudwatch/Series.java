package dev.millrace.local.cloudwatch;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Values by the epoch second at which their period starts. */
record Series(NavigableMap<Long, Double> values) {
    Series {
        values = Collections.unmodifiableNavigableMap(values);
    }

    static Series of(NavigableMap<Long, Bucket> buckets, Statistic statistic) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        buckets.forEach((start, bucket) -> statistic.of(bucket).ifPresent(value -> values.put(start, value)));
        return new Series(values);
    }

    Series map(DoubleUnaryOperator change) {
        NavigableMap<Long, Double> changed = new TreeMap<>();
        values.forEach((at, value) -> put(changed, at, change.applyAsDouble(value)));
        return new Series(changed);
    }

    /** For each time at which any of them has a value, one value made of all that there are. */
    static Series fold(List<Series> all, ToDoubleFunction<List<Double>> fold) {
        TreeSet<Long> times = new TreeSet<>();
        all.forEach(series -> times.addAll(series.values.keySet()));
        NavigableMap<Long, Double> folded = new TreeMap<>();
        for (Long at : times) {
            List<Double> present = all.stream()
                    .filter(series -> series.values.containsKey(at))
                    .map(series -> series.values.get(at))
                    .toList();
            put(folded, at, fold.applyAsDouble(present));
        }
        return new Series(folded);
    }

    /** Infinite and undefined results, as of a division by zero, are no data. */
    static void put(NavigableMap<Long, Double> into, long at, double value) {
        if (Double.isFinite(value)) {
            into.put(at, value);
        }
    }
}
