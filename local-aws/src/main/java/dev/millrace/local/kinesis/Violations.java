package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ContainerNode;
import dev.millrace.local.server.AwsException;
import java.util.ArrayList;
import java.util.List;

/** The broken constraints of one input, told all at once as the service does it: at most ten. */
final class Violations {
    private static final int MAX_TOLD = 10;

    private final List<String> told = new ArrayList<>();

    void add(String path, Object value, String constraint) {
        if (told.size() < MAX_TOLD) {
            told.add("Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
        }
    }

    void missing(String path, boolean required) {
        if (required && told.size() < MAX_TOLD) {
            told.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
        }
    }

    void range(String path, long value, long min, long max) {
        if (value < min) {
            add(path, value, "Member must have value greater than or equal to " + min);
        } else if (value > max) {
            add(path, value, "Member must have value less than or equal to " + max);
        }
    }

    void length(String path, Object value, int length, int min, int max) {
        if (length < min) {
            add(path, shown(value), "Member must have length greater than or equal to " + min);
        } else if (length > max) {
            add(path, shown(value), "Member must have length less than or equal to " + max);
        }
    }

    /** A list of records would repeat the whole request. */
    private static Object shown(Object value) {
        return value instanceof ContainerNode<?> container && container.size() > 0 ? "[...]" : value;
    }

    void throwIfAny() {
        if (!told.isEmpty()) {
            String errors = told.size() == 1 ? " validation error detected: " : " validation errors detected: ";
            throw KinesisErrors.validation(told.size() + errors + String.join("; ", told));
        }
    }

    /** @throws AwsException ValidationException, or SerializationException for a wrong type */
    static void check(Shape.Structure shape, com.fasterxml.jackson.databind.node.ObjectNode input) {
        Violations violations = new Violations();
        shape.check("", input, violations);
        violations.throwIfAny();
    }
}
