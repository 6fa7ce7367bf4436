package dev.millrace.local.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What a metric math expression works with: a number, a series, or several series. */
sealed interface MathValue {
    record Scalar(double number) implements MathValue {}

    record One(Series series) implements MathValue {}

    record Many(List<Series> series) implements MathValue {}

    default List<Series> all() {
        if (this instanceof Many many) {
            return many.series();
        }
        if (this instanceof One one) {
            return List.of(one.series());
        }
        throw Refusal.validation("Metric math expected a time series, not a number.");
    }

    default double number() {
        if (this instanceof Scalar scalar) {
            return scalar.number();
        }
        throw Refusal.validation("Metric math expected a number, not a time series.");
    }

    default MathValue map(DoubleUnaryOperator change) {
        if (this instanceof Scalar scalar) {
            return new Scalar(change.applyAsDouble(scalar.number()));
        }
        List<Series> changed = all().stream().map(series -> series.map(change)).toList();
        return this instanceof One ? new One(changed.get(0)) : new Many(changed);
    }

    /** Series meet where both have a value; a number meets every value. */
    default MathValue combine(MathValue other, DoubleBinaryOperator operator) {
        if (other instanceof Scalar right) {
            return map(left -> operator.applyAsDouble(left, right.number()));
        }
        if (this instanceof Scalar left) {
            return other.map(right -> operator.applyAsDouble(left.number(), right));
        }
        if (this instanceof One left && other instanceof One right) {
            return new One(join(left.series(), right.series(), operator));
        }
        return joinMany(other, operator);
    }

    private MathValue joinMany(MathValue other, DoubleBinaryOperator operator) {
        List<Series> left = all();
        List<Series> right = other.all();
        if (left.size() != right.size() && left.size() != 1 && right.size() != 1) {
            throw Refusal.validation(
                    "Metric math cannot combine " + left.size() + " time series with " + right.size() + ".");
        }
        List<Series> joined = new ArrayList<>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            joined.add(join(left.get(i % left.size()), right.get(i % right.size()), operator));
        }
        return new Many(joined);
    }

    private static Series join(Series left, Series right, DoubleBinaryOperator operator) {
        NavigableMap<Long, Double> joined = new TreeMap<>();
        left.values().forEach((at, value) -> {
            Double other = right.values().get(at);
            if (other != null) {
                Series.put(joined, at, operator.applyAsDouble(value, other));
            }
        });
        return new Series(joined);
    }
}
