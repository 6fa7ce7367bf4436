package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * AWS's event-stream framing: total length, header length, CRC-32 of these two; the headers; the payload; CRC-32 of all before.
 * Numbers are big-endian.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Smithy: Amazon Event Stream Specification</a>
 */
final class EventFrames {
    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final int PRELUDE = 12;
    private static final int TRAILER = 4;
    private static final byte STRING_HEADER = 7;

    private final Encoding encoding;

    EventFrames(Encoding encoding) {
        this.encoding = encoding;
    }

    byte[] frame(AwsReply.Event event) {
        return frame(headers(event), payload(event.body()));
    }

    private byte[] headers(AwsReply.Event event) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream(128);
        header(headers, event.exception() ? ":exception-type" : ":event-type", event.type());
        header(headers, ":content-type", encoding.contentType());
        header(headers, ":message-type", event.exception() ? "exception" : "event");
        return headers.toByteArray();
    }

    private byte[] payload(ObjectNode body) {
        return encoding.write(body);
    }

    private static void header(ByteArrayOutputStream out, String name, String value) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        out.write(nameBytes.length);
        out.writeBytes(nameBytes);
        out.write(STRING_HEADER);
        out.write(valueBytes.length >>> 8);
        out.write(valueBytes.length);
        out.writeBytes(valueBytes);
    }

    private static byte[] frame(byte[] headers, byte[] payload) {
        ByteBuffer frame = ByteBuffer.wrap(new byte[PRELUDE + headers.length + payload.length + TRAILER]);
        frame.putInt(frame.capacity()).putInt(headers.length);
        frame.putInt(crcSoFar(frame)).put(headers).put(payload);
        frame.putInt(crcSoFar(frame));
        return frame.array();
    }

    private static int crcSoFar(ByteBuffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.duplicate().flip());
        return (int) crc.getValue();
    }
}
