package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** GetMetricData, GetMetricStatistics and ListMetrics. */
final class Gets {
    private static final int MAX_DATAPOINTS = 100_800;
    private static final int MAX_STATISTICS = 1440;
    private static final int LIST_PAGE = 500;
    private static final Duration RECENT = Duration.ofHours(3);

    private final MetricStore store;
    private final Clock clock;

    Gets(MetricStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** NextToken counts the data points that were answered already. */
    ObjectNode data(Input input) {
        List<Input> queries = input.list("MetricDataQueries");
        if (queries.isEmpty()) {
            throw Refusal.missing("MetricDataQueries");
        }
        MetricQueries answers = new MetricQueries(store, queries, from(input), to(input));
        boolean ascending = input.text("ScanBy", "TimestampDescending").equals("TimestampAscending");
        int start = input.whole("NextToken", 0, Integer.MAX_VALUE, 0);
        int end = start + input.whole("MaxDatapoints", 1, MAX_DATAPOINTS, MAX_DATAPOINTS);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = answer.putArray("MetricDataResults");
        int at = 0;
        for (Input query : queries) {
            if (query.flag("ReturnData", true)) {
                for (Series series : answers.answer(query.required("Id"))) {
                    at = add(results, query, series, ascending, new Window(start, end, at));
                }
            }
        }
        answer.putArray("Messages");
        if (at > end) {
            answer.put("NextToken", String.valueOf(end));
        }
        return answer;
    }

    private static long from(Input input) {
        return input.requiredTime("StartTime").getEpochSecond();
    }

    private static long to(Input input) {
        Instant end = input.requiredTime("EndTime");
        if (!input.requiredTime("StartTime").isBefore(end)) {
            throw Refusal.validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        return end.getEpochSecond();
    }

    /** Which data points of all results are in this answer; {@code at} is the first one of the next series. */
    private record Window(int start, int end, int at) {}

    private static int add(ArrayNode results, Input query, Series series, boolean ascending, Window window) {
        NavigableMap<Long, Double> values =
                ascending ? series.values() : series.values().descendingMap();
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("Id", query.required("Id")).put("Label", label(query));
        ArrayNode timestamps = result.putArray("Timestamps");
        ArrayNode numbers = result.putArray("Values");
        int at = window.at();
        for (Map.Entry<Long, Double> point : values.entrySet()) {
            if (at >= window.start() && at < window.end()) {
                timestamps.addPOJO(Instant.ofEpochSecond(point.getKey()));
                numbers.add(point.getValue().doubleValue());
            }
            at++;
        }
        results.add(result.put("StatusCode", at > window.end() ? "PartialData" : "Complete"));
        return at;
    }

    private static String label(Input query) {
        String name = query.has("MetricStat")
                ? query.object("MetricStat").object("Metric").required("MetricName")
                : query.required("Id");
        return query.text("Label", name);
    }

    ObjectNode statistics(Input input) {
        MetricId id = input.metric();
        int period = input.whole("Period", 1, Integer.MAX_VALUE, 0);
        List<String> names = new ArrayList<>(input.texts("Statistics"));
        List<String> percentiles = input.texts("ExtendedStatistics");
        names.addAll(percentiles);
        if (period == 0 || names.isEmpty()) {
            throw Refusal.missing(period == 0 ? "Period" : "Statistics");
        }
        List<Statistic> statistics = names.stream().map(Statistic::new).toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("Label", id.name());
        ArrayNode points = answer.putArray("Datapoints");
        for (String unit : input.has("Unit") ? List.of(input.required("Unit")) : List.copyOf(store.units(id))) {
            store.buckets(id, unit, MetricStore.floor(from(input), period), to(input), period)
                    .forEach((start, bucket) -> point(points, start, unit, bucket, statistics));
        }
        if (points.size() > MAX_STATISTICS) {
            throw Refusal.combination(
                    "You have requested up to " + points.size() + " datapoints, which exceeds the limit of "
                            + MAX_STATISTICS
                            + ". You may reduce the datapoints requested by increasing Period, or decreasing the time"
                            + " range.");
        }
        return answer;
    }

    private static void point(ArrayNode points, Long start, String unit, Bucket bucket, List<Statistic> statistics) {
        ObjectNode point = points.addObject().put("Unit", unit);
        point.putPOJO("Timestamp", Instant.ofEpochSecond(start));
        for (Statistic statistic : statistics) {
            ObjectNode into = statistic.name().startsWith("p") ? point.withObjectProperty("ExtendedStatistics") : point;
            statistic.of(bucket).ifPresent(value -> into.put(statistic.name(), value));
        }
    }

    ObjectNode list(Input input) {
        int start = input.whole("NextToken", 0, Integer.MAX_VALUE, 0);
        List<MetricId> found =
                store.ids().stream().filter(id -> matches(input, id)).toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode metrics = answer.putArray("Metrics");
        found.stream().skip(start).limit(LIST_PAGE).forEach(id -> describe(id, metrics.addObject()));
        if (found.size() > start + LIST_PAGE) {
            answer.put("NextToken", String.valueOf(start + LIST_PAGE));
        }
        return answer;
    }

    private boolean matches(Input input, MetricId id) {
        boolean recent = !input.text("RecentlyActive", "").equals("PT3H")
                || store.newest(id) >= clock.instant().minus(RECENT).getEpochSecond();
        return recent
                && input.text("Namespace", id.namespace()).equals(id.namespace())
                && input.text("MetricName", id.name()).equals(id.name())
                && input.list("Dimensions").stream().allMatch(filter -> hasDimension(id, filter));
    }

    private static boolean hasDimension(MetricId id, Input filter) {
        String value = id.dimensions().get(filter.required("Name"));
        return value != null && filter.text("Value", value).equals(value);
    }

    static void describe(MetricId id, ObjectNode into) {
        into.put("Namespace", id.namespace()).put("MetricName", id.name());
        ArrayNode dimensions = into.putArray("Dimensions");
        id.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("Name", name).put("Value", value));
    }
}
