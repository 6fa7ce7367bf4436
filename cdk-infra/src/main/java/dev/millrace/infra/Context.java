package dev.millrace.infra;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The app's context values, from {@code cdk.json} or {@code -c name=value}. A name that nobody asked for is refused: a
 * misspelt retention that is silently ignored costs data.
 */
final class Context {
    private final Map<String, ?> values;
    private final TreeSet<String> known = new TreeSet<>();

    Context(Map<String, ?> values) {
        this.values = values;
    }

    /** The value; empty when it is missing or blank, so that {@code -c name=} switches a default of cdk.json off. */
    Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name)).map(String::valueOf).filter(value -> !value.isBlank());
    }

    Optional<Integer> number(String name) {
        return text(name).map(value -> parse(name, value));
    }

    int number(String name, int otherwise) {
        return number(name).orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return text(name)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(name + " '" + value + "': give true or false");
                })
                .orElse(otherwise);
    }

    /** Fails for a name that no call above asked for; names with a colon or a slash belong to the CDK. */
    void refuseUnknown() {
        values.keySet().stream()
                .filter(name -> !name.contains(":") && !name.contains("/") && !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown context value '" + name + "'; known are " + known);
                });
    }

    private static int parse(String name, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " '" + value + "': give a whole number", e);
        }
    }
}
