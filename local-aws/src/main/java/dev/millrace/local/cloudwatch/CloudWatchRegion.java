package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One region's metrics and alarms, and what can be asked of them. */
final class CloudWatchRegion {
    private final MetricStore metrics = new MetricStore();
    private final Alarms alarms;
    private final Map<String, Function<Input, ObjectNode>> operations;

    CloudWatchRegion(String name, Clock clock) {
        Puts puts = new Puts(metrics, clock);
        Gets gets = new Gets(metrics, clock);
        alarms = new Alarms(metrics, clock, name);
        operations = Map.of(
                "PutMetricData", puts::put,
                "GetMetricData", gets::data,
                "GetMetricStatistics", gets::statistics,
                "ListMetrics", gets::list,
                "PutMetricAlarm", alarms::put,
                "DescribeAlarms", alarms::describe,
                "SetAlarmState", alarms::setState,
                "DeleteAlarms", alarms::delete);
    }

    Alarms alarms() {
        return alarms;
    }

    MetricStore metrics() {
        return metrics;
    }

    @Nullable
    Function<Input, ObjectNode> operation(String name) {
        return operations.get(name);
    }
}
