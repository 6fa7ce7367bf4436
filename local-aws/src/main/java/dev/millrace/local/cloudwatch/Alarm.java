package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** An alarm and the state it is in. Guarded by {@link Alarms}. */
final class Alarm {
    private final ObjectNode definition;
    private final AlarmRule rule;
    private final Instant configured;
    private AlarmState state = AlarmState.INSUFFICIENT_DATA;
    private String reason = "Unchecked: Initial alarm creation";
    private Instant changed;
    private long evaluatedInterval = Long.MIN_VALUE;

    /** @param definition as PutMetricAlarm gave it, with its ARN */
    Alarm(ObjectNode definition, AlarmRule rule, Instant now) {
        this.definition = definition;
        this.rule = rule;
        this.configured = now;
        this.changed = now;
    }

    /** An alarm that is put again keeps its state until it is evaluated. */
    void takeOver(Alarm before) {
        state = before.state;
        reason = before.reason;
        changed = before.changed;
    }

    AlarmState state() {
        return state;
    }

    void set(AlarmState now, String why, Instant at) {
        if (state != now) {
            changed = at;
        }
        state = now;
        reason = why;
    }

    /** Looks at the metric once in each interval. */
    void evaluate(MetricStore store, Instant now) {
        long interval = Math.floorDiv(now.getEpochSecond(), rule.intervalSeconds());
        if (interval == evaluatedInterval) {
            return;
        }
        evaluatedInterval = interval;
        AlarmState next = rule.evaluate(store, now.getEpochSecond());
        if (next != null && next != state) {
            set(next, rule.reason(next), now);
        }
    }

    ObjectNode describe() {
        ObjectNode node = definition.deepCopy();
        node.put("StateValue", state.name()).put("StateReason", reason);
        node.putPOJO("StateUpdatedTimestamp", changed).putPOJO("StateTransitionedTimestamp", changed);
        return node.putPOJO("AlarmConfigurationUpdatedTimestamp", configured);
    }
}
