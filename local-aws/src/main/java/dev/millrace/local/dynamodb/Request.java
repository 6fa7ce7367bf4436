package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Invalid;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request's members by name, with DynamoDB's errors for those that are missing or out of range. A JSON null is no member. */
record Request(ObjectNode input) {
    boolean has(String member) {
        return input.hasNonNull(member);
    }

    @Nullable
    JsonNode get(String member) {
        return has(member) ? input.get(member) : null;
    }

    JsonNode required(String member) {
        JsonNode value = get(member);
        if (value == null) {
            throw Invalid.request("1 validation error detected: Value null at '" + lowerFirst(member)
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    ObjectNode requiredObject(String member) {
        if (required(member) instanceof ObjectNode object) {
            return object;
        }
        throw Invalid.request(member + " must be an object");
    }

    String requiredText(String member) {
        return required(member).asText();
    }

    @Nullable
    String text(String member) {
        JsonNode value = get(member);
        return value == null ? null : value.asText();
    }

    boolean flag(String member) {
        return has(member) && input.get(member).asBoolean();
    }

    /** A whole number of at least {@code low}, or {@code absent} where it is not given. */
    int number(String member, int low, int absent) {
        JsonNode value = get(member);
        if (value == null) {
            return absent;
        }
        if (!value.canConvertToInt() || value.asInt() < low) {
            throw Invalid.request(
                    "1 validation error detected: Value '" + value.asText() + "' at '" + lowerFirst(member)
                            + "' failed to satisfy constraint: Member must have value greater than or equal to " + low);
        }
        return value.asInt();
    }

    /** One of a few words, or {@code absent} where it is not given. */
    String choice(String member, Set<String> allowed, String absent) {
        String value = text(member);
        if (value == null) {
            return absent;
        }
        if (!allowed.contains(value)) {
            throw Invalid.request("1 validation error detected: Value '" + value + "' at '" + lowerFirst(member)
                    + "' failed to satisfy constraint: Member must satisfy enum value set: " + allowed);
        }
        return value;
    }

    private static String lowerFirst(String member) {
        return Character.toLowerCase(member.charAt(0)) + member.substring(1);
    }
}
