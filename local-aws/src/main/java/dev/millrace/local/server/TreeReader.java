package dev.millrace.local.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;

/** Reads a document to a tree; unlike Jackson's own reader it sees CBOR's tags, so that timestamps keep their meaning. */
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Timestamps timestamps;

    TreeReader(JsonParser parser, Timestamps timestamps) {
        this.parser = parser;
        this.timestamps = timestamps;
    }

    JsonNode value() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw AwsException.serialization("Could not parse the body: it ends early.");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_EMBEDDED_OBJECT -> NODES.binaryNode(parser.getBinaryValue());
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.set(name, value());
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private JsonNode number() throws IOException {
        boolean epoch =
                parser instanceof CBORParser cbor && cbor.getCurrentTags().contains(Timestamps.EPOCH_TAG);
        JsonNode number = switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER -> NODES.numberNode(parser.getBigIntegerValue());
            case BIG_DECIMAL -> NODES.numberNode(parser.getDecimalValue());
            case FLOAT, DOUBLE -> NODES.numberNode(parser.getDoubleValue());
        };
        return epoch ? timestamps.read(number) : number;
    }
}
