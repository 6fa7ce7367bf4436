package dev.millrace.local.cloudwatch;

import org.jspecify.annotations.Nullable;

/** What was recorded in one stretch of time. Not thread-safe: guarded by the store's lock. */
final class Bucket {
    private double count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    /** Null once a statistic set came in: nobody knows which values it stands for. */
    private @Nullable Distribution distribution = new Distribution();

    void add(double value, double times) {
        count += times;
        sum += value * times;
        min = Math.min(min, value);
        max = Math.max(max, value);
        if (distribution != null) {
            distribution.add(value, times);
        }
    }

    /** A statistic set. It is as good as its values where they are all the same. */
    void addSet(double setCount, double setSum, double setMin, double setMax) {
        if (setMin == setMax || setCount == 1) {
            add(setSum / setCount, setCount);
            return;
        }
        count += setCount;
        sum += setSum;
        min = Math.min(min, setMin);
        max = Math.max(max, setMax);
        distribution = null;
    }

    Bucket addAll(Bucket other) {
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        if (distribution != null && other.distribution != null) {
            distribution.addAll(other.distribution);
        } else {
            distribution = null;
        }
        return this;
    }

    double count() {
        return count;
    }

    double sum() {
        return sum;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /** Null where percentiles cannot be known. */
    @Nullable
    Distribution distribution() {
        return distribution;
    }
}
