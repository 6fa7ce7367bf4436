package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.server.AwsException;

/** The words for a member of the wrong type. */
final class Types {
    private Types() {}

    static void require(boolean holds, JsonNode value, String wanted) {
        if (!holds) {
            throw mismatch(value, wanted);
        }
    }

    static AwsException mismatch(JsonNode value, String wanted) {
        return AwsException.serialization(
                switch (value.getNodeType()) {
                    case ARRAY -> "Start of list found where not expected";
                    case OBJECT -> "Start of structure or map found where not expected.";
                    default -> scalar(value) + " can not be converted to " + article(wanted);
                });
    }

    private static String scalar(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "class java.lang.Boolean";
            case NUMBER -> "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";
            default -> "class java.lang.String";
        };
    }

    private static String article(String wanted) {
        return switch (wanted) {
            case "Timestamp" -> "milliseconds since epoch";
            case "Blob", "List", "Map", "Structure" -> "a " + wanted;
            default -> "an " + wanted;
        };
    }
}
