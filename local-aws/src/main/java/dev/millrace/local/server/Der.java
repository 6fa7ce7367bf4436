package dev.millrace.local.server;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** As much of ASN.1's DER as one certificate needs: each method gives an encoded element. */
final class Der {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return element(0x30, elements);
    }

    static byte[] set(byte[]... elements) {
        return element(0x31, elements);
    }

    /** An element in a context-specific constructed tag. */
    static byte[] tagged(int number, byte[]... elements) {
        return element(0xa0 | number, elements);
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] yes() {
        return element(0x01, new byte[] {-1});
    }

    static byte[] octets(byte[] content) {
        return element(0x04, content);
    }

    static byte[] bits(byte[] content) {
        return element(0x03, new byte[1], content);
    }

    static byte[] text(String value) {
        return element(0x0c, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant instant) {
        return element(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier: the first two arcs share a byte, the others are in base 128, high groups first. */
    static byte[] oid(int first, int second, int... rest) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(first * 40 + second);
        for (int arc : rest) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    content.write(0x80 | (arc >>> shift & 0x7f));
                }
            }
            content.write(arc & 0x7f);
        }
        return element(0x06, content.toByteArray());
    }

    /** Any tag over these contents, with the length in the short or the long form. */
    static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        writeLength(element, content.size());
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        int start = bytes[0] == 0 ? 1 : 0;
        out.write(0x80 | (bytes.length - start));
        out.write(bytes, start, bytes.length - start);
    }
}
