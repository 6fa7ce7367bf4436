package dev.millrace.local.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How a document is spelt in bytes, as AWS's protocols do it. */
@SuppressWarnings("ImmutableEnumChecker") // A JsonFactory is thread-safe and nobody configures these.
public enum Encoding {
    JSON_1_0("application/x-amz-json-1.0", json(), Timestamps.SECONDS),
    JSON_1_1("application/x-amz-json-1.1", json(), Timestamps.SECONDS),
    CBOR_1_1("application/x-amz-cbor-1.1", cbor(), Timestamps.TAGGED_MILLIS),
    RPC_V2_CBOR("application/cbor", cbor(), Timestamps.TAGGED_SECONDS);

    private static final int MAX_TEXT = 32 << 20;

    private final String contentType;
    private final JsonFactory factory;
    private final Timestamps timestamps;

    Encoding(String contentType, JsonFactory factory, Timestamps timestamps) {
        this.contentType = contentType;
        this.factory = factory;
        this.timestamps = timestamps;
    }

    public String contentType() {
        return contentType;
    }

    /**
     * The document in the body; an empty body is an empty document.
     *
     * @throws AwsException SerializationException, as AWS answers what it cannot parse
     */
    public ObjectNode read(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try (JsonParser parser = factory.createParser(body)) {
            parser.nextToken();
            JsonNode document = new TreeReader(parser, timestamps).value();
            if (document instanceof ObjectNode object && parser.nextToken() == null) {
                return object;
            }
            throw AwsException.serialization("Unexpected content: the body must be one structure.");
        } catch (JsonProcessingException e) {
            throw AwsException.serialization("Could not parse the body: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw AwsException.serialization("Could not parse the body: " + e.getMessage());
        }
    }

    public byte[] write(ObjectNode document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = factory.createGenerator(bytes)) {
            new TreeWriter(generator, timestamps).value(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static JsonFactory json() {
        return JsonFactory.builder().streamReadConstraints(constraints()).build();
    }

    private static JsonFactory cbor() {
        return CBORFactory.builder().streamReadConstraints(constraints()).build();
    }

    /** Bodies are bounded by the front, so a text may be as long as a body. */
    private static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build();
    }
}
