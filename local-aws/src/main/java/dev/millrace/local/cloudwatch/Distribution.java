package dev.millrace.local.cloudwatch;

import java.util.Map;
import java.util.TreeMap;

/**
 * Values and how often each occurred, for percentiles. Past {@value #MAX_VALUES} different values neighbours are merged, so that
 * memory is bounded and a percentile is off by no more than the distance between two neighbours.
 */
final class Distribution {
    private static final int MAX_VALUES = 1000;

    private final TreeMap<Double, Double> weights = new TreeMap<>();

    void add(double value, double weight) {
        weights.merge(value, weight, Double::sum);
        if (weights.size() > MAX_VALUES) {
            coarsen();
        }
    }

    void addAll(Distribution other) {
        other.weights.forEach(this::add);
    }

    /** Merges every second value into the one above it. */
    private void coarsen() {
        TreeMap<Double, Double> finer = new TreeMap<>(weights);
        weights.clear();
        boolean second = false;
        double carried = 0;
        for (Map.Entry<Double, Double> entry : finer.entrySet()) {
            carried += entry.getValue();
            if (second || entry.getKey().equals(finer.lastKey())) {
                weights.put(entry.getKey(), carried);
                carried = 0;
            }
            second = !second;
        }
    }

    /** The smallest value that at least {@code percent} of all values do not exceed. */
    double percentile(double percent) {
        double wanted = percent
                / 100
                * weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double passed = 0;
        for (Map.Entry<Double, Double> entry : weights.entrySet()) {
            passed += entry.getValue();
            if (passed >= wanted * (1 - 1e-12)) {
                return entry.getKey();
            }
        }
        return weights.lastKey();
    }
}
