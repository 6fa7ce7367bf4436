package dev.millrace.local.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Attribute values to trees such as {@code {"S": "text"}}. */
public final class ValueWriter {
    private ValueWriter() {}

    public static ObjectNode write(Value value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        String type = value.type().name();
        if (value instanceof Value.Bool bool) {
            node.put(type, bool.truth());
        } else if (value instanceof Value.Null) {
            node.put(type, true);
        } else if (value instanceof Value.Sequence sequence) {
            ArrayNode array = node.putArray(type);
            sequence.elements().forEach(element -> array.add(write(element)));
        } else if (value instanceof Value.Document document) {
            node.set(type, writeItem(document));
        } else if (value instanceof Value.SetOf set) {
            ArrayNode array = node.putArray(type);
            set.elements().forEach(element -> array.add(scalarNode(element)));
        } else {
            node.set(type, scalarNode(value));
        }
        return node;
    }

    public static ObjectNode writeItem(Value.Document item) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        item.entries().forEach((name, value) -> node.set(name, write(value)));
        return node;
    }

    private static JsonNode scalarNode(Value value) {
        if (value instanceof Value.Text text) {
            return JsonNodeFactory.instance.textNode(text.text());
        }
        if (value instanceof Value.Decimal number) {
            return JsonNodeFactory.instance.textNode(number.number().toPlainString());
        }
        if (value instanceof Value.Binary binary) {
            return JsonNodeFactory.instance.binaryNode(binary.bytes());
        }
        throw new IllegalArgumentException("no scalar: " + value.type());
    }
}
