package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.server.AwsException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** PutMetricAlarm, DescribeAlarms, SetAlarmState and DeleteAlarms. Alarms change state and do nothing else. Thread-safe. */
final class Alarms {
    private static final int PAGE = 100;
    private static final Set<String> NUMBERS = Set.of("Period", "EvaluationPeriods", "DatapointsToAlarm", "Threshold");
    private static final Set<String> FLAGS = Set.of("ActionsEnabled", "ReturnData");

    private final TreeMap<String, Alarm> alarms = new TreeMap<>();
    private final MetricStore store;
    private final Clock clock;
    private final String region;

    Alarms(MetricStore store, Clock clock, String region) {
        this.store = store;
        this.clock = clock;
        this.region = region;
    }

    synchronized void tick() {
        alarms.values().forEach(alarm -> alarm.evaluate(store, clock.instant()));
    }

    synchronized ObjectNode put(Input input) {
        String name = input.required("AlarmName");
        ObjectNode definition = typed(input.node().deepCopy());
        definition.remove("Tags");
        definition.put("AlarmArn", "arn:aws:cloudwatch:" + region + ":000000000000:alarm:" + name);
        if (!definition.has("ActionsEnabled")) {
            definition.put("ActionsEnabled", true);
        }
        Alarm alarm = new Alarm(definition, new AlarmRule(input), clock.instant());
        Alarm before = alarms.put(name, alarm);
        if (before != null) {
            alarm.takeOver(before);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** The query protocol has texts where the others have numbers and flags: kept as what they are. */
    private static ObjectNode typed(ObjectNode node) {
        for (var member : node.properties()) {
            JsonNode value = member.getValue();
            if (value.isTextual() && NUMBERS.contains(member.getKey())) {
                member.setValue(JsonNodeFactory.instance.numberNode(new BigDecimal(value.asText())));
            } else if (value.isTextual() && FLAGS.contains(member.getKey())) {
                member.setValue(JsonNodeFactory.instance.booleanNode(value.asBoolean()));
            } else {
                typedBelow(value);
            }
        }
        return node;
    }

    private static void typedBelow(JsonNode value) {
        if (value instanceof ObjectNode object) {
            typed(object);
        } else if (value instanceof ArrayNode) {
            value.forEach(Alarms::typedBelow);
        }
    }

    synchronized ObjectNode describe(Input input) {
        tick();
        int start = input.whole("NextToken", 0, Integer.MAX_VALUE, 0);
        int limit = input.whole("MaxRecords", 1, PAGE, PAGE);
        List<Alarm> found = alarms.entrySet().stream()
                .filter(alarm -> matches(input, alarm.getKey(), alarm.getValue()))
                .map(Map.Entry::getValue)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode described = answer.putArray("MetricAlarms");
        found.stream().skip(start).limit(limit).forEach(alarm -> described.add(alarm.describe()));
        answer.putArray("CompositeAlarms");
        if (found.size() > start + limit) {
            answer.put("NextToken", String.valueOf(start + limit));
        }
        return answer;
    }

    private static boolean matches(Input input, String name, Alarm alarm) {
        List<String> names = input.texts("AlarmNames");
        List<String> types = input.texts("AlarmTypes");
        return (names.isEmpty() || names.contains(name))
                && (types.isEmpty() || types.contains("MetricAlarm"))
                && name.startsWith(input.text("AlarmNamePrefix", ""))
                && input.text("StateValue", alarm.state().name())
                        .equals(alarm.state().name());
    }

    /** Holds until the alarm is evaluated again. */
    synchronized ObjectNode setState(Input input) {
        Alarm alarm = alarms.get(input.required("AlarmName"));
        if (alarm == null) {
            throw notFound(input.required("AlarmName"));
        }
        alarm.evaluate(store, clock.instant());
        alarm.set(AlarmState.named(input.required("StateValue")), input.required("StateReason"), clock.instant());
        return JsonNodeFactory.instance.objectNode();
    }

    /** All of them or none. */
    synchronized ObjectNode delete(Input input) {
        List<String> names = input.texts("AlarmNames");
        for (String name : names) {
            if (!alarms.containsKey(name)) {
                throw notFound(name);
            }
        }
        names.forEach(alarms::remove);
        return JsonNodeFactory.instance.objectNode();
    }

    private static AwsException notFound(String name) {
        return new AwsException(404, "ResourceNotFound", "Alarm " + name + " does not exist.");
    }
}
