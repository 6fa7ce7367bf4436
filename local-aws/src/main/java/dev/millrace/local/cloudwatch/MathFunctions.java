package dev.millrace.local.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of metric math, over the queries of one request. SEARCH, anomaly detection and sorting are not among them: they
 * are refused by name.
 *
 * @param query finds another query of the request by its id
 * @param metrics all queries of the request that are metrics, by id
 */
record MathFunctions(Function<String, MathValue> query, Map<String, Series> metrics, long from, long to, int period) {
    MathValue query(String id) {
        return query.apply(id);
    }

    /** Those of the request's metrics whose id holds the text. */
    MathValue metrics(String part) {
        return new MathValue.Many(metrics.entrySet().stream()
                .filter(metric -> metric.getKey().contains(part))
                .map(Map.Entry::getValue)
                .toList());
    }

    MathValue call(String function, List<MathValue> arguments) {
        return switch (function) {
            case "ABS" -> only(function, arguments).map(Math::abs);
            case "CEIL" -> only(function, arguments).map(Math::ceil);
            case "FLOOR" -> only(function, arguments).map(Math::floor);
            case "LOG" -> only(function, arguments).map(Math::log);
            case "LOG10" -> only(function, arguments).map(Math::log10);
            case "SUM" -> fold(arguments, values -> stream(values).sum());
            case "AVG" -> fold(arguments, values -> stream(values).average().orElse(Double.NaN));
            case "MIN" -> fold(arguments, values -> stream(values).min().orElse(Double.NaN));
            case "MAX" -> fold(arguments, values -> stream(values).max().orElse(Double.NaN));
            case "DATAPOINT_COUNT" -> fold(arguments, List::size);
            case "FIRST" -> fold(arguments, values -> values.get(0));
            case "LAST" -> fold(arguments, values -> values.get(values.size() - 1));
            case "RATE" -> changes(only(function, arguments), true);
            case "DIFF" -> changes(only(function, arguments), false);
            case "RUNNING_SUM" -> runningSum(only(function, arguments));
            case "PERIOD" -> new MathValue.Scalar(period);
            case "TIME_SERIES" ->
                new MathValue.One(constant(only(function, arguments).number()));
            case "IF" -> choice(arguments);
            default -> throw Refusal.validation("Unsupported or unknown metric math function: " + function + ".");
        };
    }

    private static DoubleStream stream(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }

    private static MathValue only(String function, List<MathValue> arguments) {
        if (arguments.size() != 1) {
            throw Refusal.validation(
                    "The metric math function " + function + " takes one argument, not " + arguments.size() + ".");
        }
        return arguments.get(0);
    }

    /** One series becomes a number, several become one series. */
    private static MathValue fold(List<MathValue> arguments, ToDoubleFunction<List<Double>> fold) {
        if (arguments.size() == 1 && arguments.get(0) instanceof MathValue.One one) {
            List<Double> values = List.copyOf(one.series().values().values());
            return values.isEmpty()
                    ? new MathValue.One(new Series(new TreeMap<>()))
                    : new MathValue.Scalar(fold.applyAsDouble(values));
        }
        List<Series> all = new ArrayList<>();
        arguments.forEach(argument -> all.addAll(argument.all()));
        return new MathValue.One(Series.fold(all, fold));
    }

    private static MathValue changes(MathValue value, boolean perSecond) {
        return each(value, series -> {
            NavigableMap<Long, Double> found = new TreeMap<>();
            series.values().forEach((at, now) -> {
                Map.Entry<Long, Double> before = series.values().lowerEntry(at);
                if (before != null) {
                    Series.put(found, at, (now - before.getValue()) / (perSecond ? at - before.getKey() : 1));
                }
            });
            return found;
        });
    }

    private static MathValue runningSum(MathValue value) {
        return each(value, series -> {
            NavigableMap<Long, Double> sums = new TreeMap<>();
            series.values()
                    .forEach((at, number) -> sums.put(
                            at, number + (sums.isEmpty() ? 0 : sums.lastEntry().getValue())));
            return sums;
        });
    }

    private static MathValue each(MathValue value, Function<Series, NavigableMap<Long, Double>> change) {
        List<Series> changed = value.all().stream()
                .map(series -> new Series(change.apply(series)))
                .toList();
        return value instanceof MathValue.One ? new MathValue.One(changed.get(0)) : new MathValue.Many(changed);
    }

    Series constant(double value) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        for (long at = MetricStore.floor(from, period); at < to; at += period) {
            values.put(at, value);
        }
        return new Series(values);
    }

    /** IF(condition, then, else): without an else, no data where the condition does not hold. */
    private MathValue choice(List<MathValue> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw Refusal.validation(
                    "The metric math function IF takes two or three arguments, not " + arguments.size() + ".");
        }
        Series condition = series(arguments.get(0));
        Series then = series(arguments.get(1));
        Series otherwise = arguments.size() == 3 ? series(arguments.get(2)) : new Series(new TreeMap<>());
        NavigableMap<Long, Double> chosen = new TreeMap<>();
        condition.values().forEach((at, holds) -> {
            Double value = (holds != 0 ? then : otherwise).values().get(at);
            if (value != null) {
                chosen.put(at, value);
            }
        });
        return new MathValue.One(new Series(chosen));
    }

    private Series series(MathValue value) {
        return value instanceof MathValue.Scalar scalar
                ? constant(scalar.number())
                : value.all().get(0);
    }

    /** FILL: gaps get the filler's value, the last value before them, or a straight line between their ends. */
    MathValue fill(MathValue sparse, String how, @Nullable MathValue filler) {
        Series fillers = filler == null ? new Series(new TreeMap<>()) : series(filler);
        return each(sparse, series -> {
            NavigableMap<Long, Double> filled = new TreeMap<>(series.values());
            for (Long at : constant(0).values().keySet()) {
                Double value = filled.containsKey(at) ? null : gap(series.values(), at, how, fillers);
                if (value != null) {
                    filled.put(at, value);
                }
            }
            return filled;
        });
    }

    private static @Nullable Double gap(NavigableMap<Long, Double> values, Long at, String how, Series fillers) {
        Map.Entry<Long, Double> before = values.lowerEntry(at);
        Map.Entry<Long, Double> after = values.higherEntry(at);
        if (how.equals("VALUE")) {
            return fillers.values().get(at);
        }
        if (before == null || (how.equals("LINEAR") && after == null)) {
            return null;
        }
        if (how.equals("REPEAT") || after == null) {
            return before.getValue();
        }
        double part = (double) (at - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + part * (after.getValue() - before.getValue());
    }
}
