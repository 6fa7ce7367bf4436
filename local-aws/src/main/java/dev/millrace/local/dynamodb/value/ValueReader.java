package dev.millrace.local.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.server.AwsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Attribute values from trees such as {@code {"S": "text"}}, checked as DynamoDB does. */
public final class ValueReader {
    private static final int MAX_DEPTH = 32;

    private ValueReader() {}

    public static Value read(JsonNode node) {
        return read(node, 0);
    }

    /** A map of attribute values: an item or a key. */
    public static Value.Document readItem(JsonNode node) {
        return document(node, 0);
    }

    private static Value read(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw Invalid.request("Nesting Levels have exceeded supported limits");
        }
        Map.Entry<String, JsonNode> only = onlyMember(node);
        JsonNode body = only.getValue();
        Type type = Type.named(only.getKey());
        if (type == null) {
            throw Invalid.request(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        return switch (type) {
            case S, N, B -> scalar(type, body);
            case BOOL -> new Value.Bool(truth(body));
            case NULL -> nothing(body);
            case L -> sequence(body, depth + 1);
            case M -> document(body, depth + 1);
            case SS, NS, BS -> set(type, body);
        };
    }

    private static Map.Entry<String, JsonNode> onlyMember(JsonNode node) {
        if (!node.isObject()) {
            throw wrongShape(node);
        }
        List<Map.Entry<String, JsonNode>> given = node.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .toList();
        if (given.isEmpty()) {
            throw Invalid.request(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        if (given.size() > 1) {
            throw Invalid.request(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
                            + " supported datatypes");
        }
        return given.get(0);
    }

    private static Value scalar(Type type, JsonNode body) {
        if (type == Type.B) {
            return new Value.Binary(bytes(body));
        }
        if (!body.isTextual()) {
            throw wrongShape(body);
        }
        return type == Type.S ? new Value.Text(body.textValue()) : Numbers.parse(body.textValue());
    }

    private static byte[] bytes(JsonNode body) {
        try {
            byte[] bytes = body.binaryValue();
            if (bytes == null) {
                throw wrongShape(body);
            }
            return bytes;
        } catch (IOException e) {
            throw wrongShape(body);
        }
    }

    private static boolean truth(JsonNode body) {
        if (!body.isBoolean()) {
            throw wrongShape(body);
        }
        return body.booleanValue();
    }

    private static Value nothing(JsonNode body) {
        if (!truth(body)) {
            throw Invalid.parameters("Null attribute value types must have the value of true");
        }
        return new Value.Null();
    }

    private static Value sequence(JsonNode body, int depth) {
        if (!body.isArray()) {
            throw wrongShape(body);
        }
        List<Value> elements = new ArrayList<>(body.size());
        body.forEach(element -> elements.add(read(element, depth)));
        return new Value.Sequence(elements);
    }

    private static Value.Document document(JsonNode body, int depth) {
        if (!body.isObject()) {
            throw wrongShape(body);
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        body.properties().forEach(member -> entries.put(member.getKey(), read(member.getValue(), depth)));
        return new Value.Document(entries);
    }

    private static Value set(Type type, JsonNode body) {
        if (!body.isArray()) {
            throw wrongShape(body);
        }
        if (body.isEmpty()) {
            throw Invalid.parameters(
                    "An " + type.element().longName().toLowerCase(Locale.ROOT) + " set  may not be empty");
        }
        Set<Value> elements = new LinkedHashSet<>();
        for (JsonNode element : body) {
            if (!elements.add(scalar(type.element(), element))) {
                throw Invalid.parameters("Input collection " + texts(body) + " contains duplicates.");
            }
        }
        return new Value.SetOf(type, elements);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static RuntimeException wrongShape(JsonNode node) {
        return AwsException.badRequest(
                "SerializationException", "Unexpected value in an attribute value: " + node.getNodeType());
    }
}
