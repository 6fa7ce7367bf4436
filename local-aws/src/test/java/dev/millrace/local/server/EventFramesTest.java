package dev.millrace.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.eventstream.Message;

/** The SDK's own decoder, which checks both checksums, is the judge. */
class EventFramesTest {
    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"JSON_1_1", "CBOR_1_1"})
    void theSdksDecoderReadsAFrame(Encoding encoding) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("MillisBehindLatest", 7);
        body.putPOJO("At", Instant.ofEpochMilli(1_700_000_000_123L));

        byte[] frame = new EventFrames(encoding).frame(new AwsReply.Event("SubscribeToShardEvent", body, false));
        Message message = Message.decode(ByteBuffer.wrap(frame));

        assertThat(message.getHeaders().get(":event-type").getString()).isEqualTo("SubscribeToShardEvent");
        assertThat(message.getHeaders().get(":message-type").getString()).isEqualTo("event");
        assertThat(message.getHeaders().get(":content-type").getString()).isEqualTo(encoding.contentType());
        ObjectNode read = encoding.read(message.getPayload());
        assertThat(read.path("MillisBehindLatest").asInt()).isEqualTo(7);
        assertThat(read.path("At").decimalValue()).isEqualByComparingTo("1700000000.123");
    }

    @Test
    void anErrorIsMarkedAsAnException() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("message", "no");

        byte[] frame =
                new EventFrames(Encoding.JSON_1_1).frame(new AwsReply.Event("ResourceNotFoundException", body, true));
        Message message = Message.decode(ByteBuffer.wrap(frame));

        assertThat(message.getHeaders().get(":exception-type").getString()).isEqualTo("ResourceNotFoundException");
        assertThat(message.getHeaders().get(":message-type").getString()).isEqualTo("exception");
        assertThat(new String(message.getPayload(), StandardCharsets.UTF_8)).isEqualTo("{\"message\":\"no\"}");
    }
}
