package dev.millrace.local.lambda;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads what a function logs through its context, as Lambda gets it from the runtime: in frames of a type, a length, a time in
 * microseconds and the message. So a message needs no line end to be heard. What is no frame, such as the JVM's own warnings, is a
 * line.
 */
final class LogFrames {
    private static final int MAGIC = 0xA55A0000;
    private static final int MAGIC_BITS = 0xFFFF0000;

    private LogFrames() {}

    /** Reads to the end; {@code lines} gets each line of each message. */
    static void read(InputStream stream, Consumer<String> lines) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        try {
            while (true) {
                int type = in.readInt();
                byte[] message = (type & MAGIC_BITS) == MAGIC ? frame(in) : line(type, in);
                new String(message, StandardCharsets.UTF_8).lines().forEach(lines);
            }
        } catch (EOFException e) {
            // The process has ended.
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        in.readLong();
        return in.readNBytes(length);
    }

    private static byte[] line(int firstBytes, DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int shift = 24; shift >= 0; shift -= 8) {
            line.write(firstBytes >> shift);
        }
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toByteArray();
    }
}
