package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Members of a request in whatever protocol it came: the query protocol has texts where the others have numbers. */
record Input(JsonNode node) {
    boolean has(String member) {
        return node.hasNonNull(member);
    }

    Input object(String member) {
        return new Input(node.path(member));
    }

    List<Input> list(String member) {
        List<Input> inputs = new ArrayList<>();
        node.path(member).forEach(element -> inputs.add(new Input(element)));
        return inputs;
    }

    List<String> texts(String member) {
        List<String> texts = new ArrayList<>();
        node.path(member).forEach(element -> texts.add(element.asText()));
        return texts;
    }

    @Nullable
    String text(String member) {
        return has(member) ? node.get(member).asText() : null;
    }

    String text(String member, String absent) {
        String text = text(member);
        return text == null ? absent : text;
    }

    String required(String member) {
        String text = text(member);
        if (text == null || text.isEmpty()) {
            throw Refusal.missing(member);
        }
        return text;
    }

    boolean flag(String member, boolean absent) {
        return has(member) ? node.get(member).asBoolean(absent) : absent;
    }

    double number(String member) {
        return number(member, new Input(node).required(member));
    }

    List<Double> numbers(String member) {
        return texts(member).stream().map(text -> number(member, text)).toList();
    }

    private static double number(String member, String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number) && Math.abs(number) < 0x1p360) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refusal.value(member, text, "it is no number");
        }
        throw Refusal.value(member, text, "it must be finite and from -2^360 to 2^360");
    }

    int whole(String member, int low, int high, int absent) {
        if (!has(member)) {
            return absent;
        }
        double number = number(member);
        if (number != Math.rint(number) || number < low || number > high) {
            throw Refusal.value(member, text(member, ""), "it must be a whole number from " + low + " to " + high);
        }
        return (int) number;
    }

    /** A time in ISO 8601 or epoch seconds; null where it is not given. */
    @Nullable
    Instant time(String member) {
        String text = text(member);
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') > 0
                    ? OffsetDateTime.parse(text.matches(".*([Zz]|[+-]\\d\\d:?\\d\\d)") ? text : text + "Z")
                            .toInstant()
                    : Instant.ofEpochMilli(
                            new BigDecimal(text).movePointRight(3).longValue());
        } catch (DateTimeException | NumberFormatException e) {
            throw Refusal.value(member, text, "it is no time");
        }
    }

    Instant requiredTime(String member) {
        Instant time = time(member);
        if (time == null) {
            throw Refusal.missing(member);
        }
        return time;
    }

    SortedMap<String, String> dimensions() {
        SortedMap<String, String> dimensions = new TreeMap<>();
        list("Dimensions").forEach(one -> dimensions.put(one.required("Name"), one.required("Value")));
        if (dimensions.size() > 30) {
            throw Refusal.invalid("The parameter Dimensions has more than 30 members.");
        }
        return dimensions;
    }

    /** The metric that Namespace, MetricName and Dimensions name. */
    MetricId metric() {
        return new MetricId(required("Namespace"), required("MetricName"), dimensions());
    }
}
