package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One call with its input checked: members have their types and keep their constraints, so that reading them cannot fail. */
record KinesisCall(ObjectNode input, String region, long now) {
    String text(String member) {
        return input.path(member).asText();
    }

    @Nullable
    String textOrNull(String member) {
        return input.path(member).isTextual() ? text(member) : null;
    }

    boolean has(String member) {
        return input.hasNonNull(member);
    }

    int number(String member, int otherwise) {
        return input.path(member).asInt(otherwise);
    }

    /** A timestamp in milliseconds since the epoch. */
    OptionalLong millis(String member) {
        return millis(input.path(member));
    }

    KinesisCall within(String member) {
        return input.path(member) instanceof ObjectNode structure ? new KinesisCall(structure, region, now) : this;
    }

    Optional<JsonNode> structure(String member) {
        return Optional.of(input.path(member)).filter(JsonNode::isObject);
    }

    private static OptionalLong millis(JsonNode seconds) {
        return seconds.isNumber()
                ? OptionalLong.of(seconds.decimalValue().movePointRight(3).longValue())
                : OptionalLong.empty();
    }

    static byte[] blob(JsonNode checked) {
        try {
            return checked.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
