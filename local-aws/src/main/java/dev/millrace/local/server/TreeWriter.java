package dev.millrace.local.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Writes a tree; numbers, texts and blobs as the generator has them, instants as the protocol has them. */
final class TreeWriter {
    private final JsonGenerator out;
    private final Timestamps timestamps;

    TreeWriter(JsonGenerator out, Timestamps timestamps) {
        this.out = out;
        this.timestamps = timestamps;
    }

    void value(JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> out.writeString(node.textValue());
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case BINARY -> out.writeBinary(node.binaryValue());
            case NUMBER -> number(node);
            case POJO -> timestamps.write(out, (Instant) ((POJONode) node).getPojo());
            case NULL, MISSING -> out.writeNull();
        }
    }

    private void object(JsonNode node) throws IOException {
        out.writeStartObject(node, node.size());
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            out.writeFieldName(member.getKey());
            value(member.getValue());
        }
        out.writeEndObject();
    }

    private void array(JsonNode node) throws IOException {
        out.writeStartArray(node, node.size());
        for (JsonNode element : node) {
            value(element);
        }
        out.writeEndArray();
    }

    private void number(JsonNode node) throws IOException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            out.writeNumber(node.longValue());
        } else if (node.isDouble()) {
            out.writeNumber(node.doubleValue());
        } else {
            out.writeNumber(node.decimalValue());
        }
    }
}
