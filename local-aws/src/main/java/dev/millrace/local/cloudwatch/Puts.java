package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** PutMetricData. All of a request is checked before any of it is stored. */
final class Puts {
    private static final int MAX_DATA = 1000;
    private static final int MAX_VALUES = 150;
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private final MetricStore store;
    private final Clock clock;

    Puts(MetricStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    ObjectNode put(Input input) {
        String namespace = input.required("Namespace");
        if (namespace.startsWith("AWS/")) {
            throw Refusal.value("Namespace", namespace, "AWS/ is reserved for AWS's own metrics");
        }
        List<Input> data = new ArrayList<>(input.list("MetricData"));
        for (Input entity : input.list("EntityMetricData")) {
            data.addAll(entity.list("MetricData"));
        }
        if (data.size() > MAX_DATA) {
            throw Refusal.invalid("The collection MetricData must not have a size greater than " + MAX_DATA + ".");
        }
        List<Runnable> changes =
                data.stream().map(datum -> change(namespace, datum)).toList();
        changes.forEach(Runnable::run);
        return JsonNodeFactory.instance.objectNode();
    }

    private Runnable change(String namespace, Input datum) {
        MetricId id = new MetricId(namespace, datum.required("MetricName"), datum.dimensions());
        long second = time(datum).getEpochSecond();
        int resolution = datum.whole("StorageResolution", 1, 60, 60) == 1 ? 1 : 60;
        String unit = datum.text("Unit", "None");
        if (datum.has("StatisticValues")) {
            return set(id, unit, second, resolution, datum.object("StatisticValues"));
        }
        List<Double> values = datum.has("Value") ? List.of(datum.number("Value")) : datum.numbers("Values");
        List<Double> counts = datum.has("Counts") ? datum.numbers("Counts") : Collections.nCopies(values.size(), 1.0);
        if (values.isEmpty() || values.size() > MAX_VALUES || values.size() != counts.size()) {
            throw Refusal.combination("The parameters Values and Counts must have the same size, from 1 to "
                    + MAX_VALUES
                    + ", or Value or StatisticValues be given; had " + values.size() + " values and " + counts.size()
                    + " counts.");
        }
        return () -> store.update(id, unit, second, resolution, bucket -> {
            for (int i = 0; i < values.size(); i++) {
                bucket.add(values.get(i), counts.get(i));
            }
        });
    }

    private Runnable set(MetricId id, String unit, long second, int resolution, Input set) {
        double count = set.number("SampleCount");
        double sum = set.number("Sum");
        double min = set.number("Minimum");
        double max = set.number("Maximum");
        if (count <= 0 || min > max) {
            throw Refusal.combination(
                    "StatisticValues must have a SampleCount above 0 and a Minimum that is not above its"
                            + " Maximum; had SampleCount " + count + ", Minimum " + min + ", Maximum " + max + ".");
        }
        return () -> store.update(id, unit, second, resolution, bucket -> bucket.addSet(count, sum, min, max));
    }

    private Instant time(Input datum) {
        Instant now = clock.instant();
        Instant time = datum.time("Timestamp");
        if (time == null) {
            return now;
        }
        if (time.isBefore(now.minus(OLDEST)) || time.isAfter(now.plus(NEWEST))) {
            throw Refusal.value("Timestamp", time, "it must be from two weeks ago to two hours from now");
        }
        return time;
    }
}
