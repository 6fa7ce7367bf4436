package dev.millrace.local.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When an alarm alarms: a metric or expression, compared with a threshold in M of N periods. Checked when it is made. */
final class AlarmRule {
    /** How many periods more than it needs an alarm looks at, to find real points in place of missing ones. */
    private static final int EXTRA_PERIODS = 2;

    private final Input definition;
    private final int period;
    private final int wanted;
    private final int enough;
    private final double threshold;
    private final MissingData missing;

    AlarmRule(Input definition) {
        this.definition = definition;
        this.wanted = definition.whole("EvaluationPeriods", 1, 1440, 0);
        if (wanted == 0) {
            throw Refusal.missing("EvaluationPeriods");
        }
        this.enough = definition.whole("DatapointsToAlarm", 1, wanted, wanted);
        this.threshold = definition.number("Threshold");
        this.missing = MissingData.named(definition.text("TreatMissingData", "missing"));
        if (definition.has("Metrics") == definition.has("MetricName")) {
            throw Refusal.combination("An alarm must have either Metrics or a MetricName.");
        }
        breaches(0);
        this.period = period();
        series(new MetricStore(), 0);
    }

    private int period() {
        if (definition.has("Metrics")) {
            return new MetricQueries(new MetricStore(), definition.list("Metrics"), 0, 1).period(returned());
        }
        int given = definition.whole("Period", 1, 86_400, 0);
        if (given == 0) {
            throw Refusal.missing("Period");
        }
        return given;
    }

    /** The id of the one query that the alarm watches. */
    private String returned() {
        List<String> ids = definition.list("Metrics").stream()
                .filter(query -> query.flag("ReturnData", true))
                .map(query -> query.required("Id"))
                .toList();
        if (ids.size() != 1) {
            throw Refusal.validation(
                    "Exactly one element of Metrics must have ReturnData true, not " + ids.size() + ".");
        }
        return ids.get(0);
    }

    /** How often the alarm is looked at: each minute, or each ten seconds where its periods are shorter. */
    int intervalSeconds() {
        return period < 60 ? 10 : 60;
    }

    /** The state that the store's points lead to at this time; null to keep the current one. */
    @Nullable
    AlarmState evaluate(MetricStore store, long now) {
        List<Boolean> breaches = new ArrayList<>();
        for (double value : series(store, now).values().descendingMap().values()) {
            if (breaches.size() < wanted) {
                breaches.add(breaches(value));
            }
        }
        return missing.decide(breaches, wanted, enough);
    }

    private Series series(MetricStore store, long now) {
        long to = MetricStore.floor(now, period);
        long from = to - (long) (wanted + EXTRA_PERIODS) * period;
        if (definition.has("Metrics")) {
            return new MetricQueries(store, definition.list("Metrics"), from, to)
                    .answer(returned())
                    .get(0);
        }
        Statistic statistic = new Statistic(
                definition.has("ExtendedStatistic")
                        ? definition.required("ExtendedStatistic")
                        : definition.required("Statistic"));
        return new MetricQueries(store, List.of(), from, to)
                .metric(definition.metric(), definition.text("Unit"), period, statistic);
    }

    private boolean breaches(double value) {
        String operator = definition.required("ComparisonOperator");
        return switch (operator) {
            case "GreaterThanOrEqualToThreshold" -> value >= threshold;
            case "GreaterThanThreshold" -> value > threshold;
            case "LessThanThreshold" -> value < threshold;
            case "LessThanOrEqualToThreshold" -> value <= threshold;
            default ->
                throw Refusal.value(
                        "ComparisonOperator",
                        operator,
                        "here it is GreaterThanThreshold, GreaterThanOrEqualToThreshold, LessThanThreshold or"
                                + " LessThanOrEqualToThreshold");
        };
    }

    String reason(AlarmState state) {
        return switch (state) {
            case ALARM ->
                "Threshold Crossed: " + enough + " out of the last " + wanted + " datapoints breached " + threshold;
            case OK ->
                "Threshold not crossed: fewer than " + enough + " out of the last " + wanted + " datapoints breached "
                        + threshold;
            case INSUFFICIENT_DATA -> "Insufficient Data: no datapoints were received for " + wanted + " periods";
        };
    }
}
