package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which stream, and which of its fan-out consumers, a call is about: by its name, its ARN or the iterator it hands in. */
public record CalledStream(String name, @Nullable String consumer) {
    private static final String STREAM = ":stream/";
    private static final String CONSUMER = "/consumer/";

    /** Null where the input does not tell. */
    public static @Nullable CalledStream of(ObjectNode input) {
        if (input.path("StreamName").isTextual()) {
            return new CalledStream(input.path("StreamName").textValue(), null);
        }
        if (input.path("ShardIterator").isTextual()) {
            List<String> parts =
                    Tokens.parts(input.path("ShardIterator").textValue()).orElse(List.of());
            return parts.size() > 2 ? new CalledStream(parts.get(2), null) : null;
        }
        JsonNode arn = input.hasNonNull("ConsumerARN") ? input.path("ConsumerARN") : input.path("StreamARN");
        return ofArn(arn.asText());
    }

    /** {@code ...:stream/NAME} or {@code ...:stream/NAME/consumer/CONSUMER:created}. */
    private static @Nullable CalledStream ofArn(String arn) {
        int start = arn.indexOf(STREAM);
        if (start < 0) {
            return null;
        }
        String rest = arn.substring(start + STREAM.length());
        int consumer = rest.indexOf(CONSUMER);
        return consumer < 0
                ? new CalledStream(rest, null)
                : new CalledStream(
                        rest.substring(0, consumer),
                        rest.substring(consumer + CONSUMER.length()).split(":", 2)[0]);
    }
}
