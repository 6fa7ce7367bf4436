package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The queries of a GetMetricData or of an alarm: metrics, and expressions over one another. Answers them over one stretch of time. */
final class MetricQueries {
    private final MetricStore store;
    private final long from;
    private final long to;
    private final Map<String, Input> queries = new LinkedHashMap<>();
    private final Map<String, MathValue> answers = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();

    MetricQueries(MetricStore store, List<Input> queries, long from, long to) {
        this.store = store;
        this.from = from;
        this.to = to;
        for (Input query : queries) {
            String id = query.required("Id");
            if (!id.matches("[a-z][a-zA-Z0-9_]*") || this.queries.put(id, query) != null) {
                throw Refusal.validation(
                        "The value '" + id + "' for parameter Id must be unique, start with a lowercase letter"
                                + " and hold letters, numbers and underscores only.");
            }
            if (query.has("Expression") == query.has("MetricStat")) {
                throw Refusal.validation("The query " + id + " must have either an Expression or a MetricStat.");
            }
        }
    }

    /** One query's answer; a number counts as that number at every time. */
    List<Series> answer(String id) {
        MathValue value = value(id);
        return value instanceof MathValue.Scalar scalar
                ? List.of(functions(period(id)).constant(scalar.number()))
                : value.all();
    }

    private MathValue value(String id) {
        MathValue known = answers.get(id);
        if (known != null) {
            return known;
        }
        Input query = queries.get(id);
        if (query == null) {
            throw Refusal.validation("The query " + id + " is used and not defined.");
        }
        if (!underWay.add(id)) {
            throw Refusal.validation("The query " + id + " depends on itself.");
        }
        String expression = query.text("Expression");
        MathValue value = expression == null
                ? new MathValue.One(metric(query))
                : new MathParser(expression, functions(period(id))).compute();
        underWay.remove(id);
        answers.put(id, value);
        return value;
    }

    private MathFunctions functions(int period) {
        Map<String, Series> metrics = new LinkedHashMap<>();
        queries.forEach((id, query) -> {
            if (query.has("MetricStat")) {
                metrics.put(id, metric(query));
            }
        });
        return new MathFunctions(this::value, metrics, from, to, period);
    }

    private Series metric(Input query) {
        Input stat = query.object("MetricStat");
        return metric(
                stat.object("Metric").metric(), stat.text("Unit"), period(stat), new Statistic(stat.required("Stat")));
    }

    Series metric(MetricId id, @Nullable String unit, int period, Statistic statistic) {
        return Series.of(store.buckets(id, unit, MetricStore.floor(from, period), to, period), statistic);
    }

    private static int period(Input stat) {
        int period = stat.whole("Period", 1, 86_400, 0);
        if (period == 0) {
            throw Refusal.missing("Period");
        }
        return period;
    }

    /** A query's own period, or for an expression that has none the longest of the request's metrics. */
    int period(String id) {
        Input query = queries.getOrDefault(id, new Input(MissingNode.getInstance()));
        if (query.has("Period")) {
            return period(query);
        }
        return queries.values().stream()
                .filter(other -> other.has("MetricStat"))
                .mapToInt(other -> period(other.object("MetricStat")))
                .max()
                .orElse(60);
    }
}
