package dev.millrace.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Arrivals a line each in a file: how the function's process tells the demo's what it handled. */
final class ArrivalFile {
    private ArrivalFile() {}

    /** The writing end. Thread-safe; each arrival is in the file when {@link #append} returns. */
    static final class Writer {
        private final OutputStream out;

        Writer(Path file) {
            try {
                out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write arrivals to " + file, e);
            }
        }

        synchronized void append(Arrival arrival) throws IOException {
            out.write((arrival.toLine() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The reading end: takes up what is new at every call; a line still being written waits for the next. Not thread-safe. */
    static final class Tail implements AutoCloseable {
        private final SeekableByteChannel in;
        private final ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private final List<Arrival> arrivals = new ArrayList<>();

        Tail(Path file) throws IOException {
            in = Files.newByteChannel(file);
        }

        /** All arrivals so far, in the order of the file. */
        List<Arrival> arrivals() throws IOException {
            while (in.read(chunk.clear()) > 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    take(chunk.get());
                }
            }
            return arrivals;
        }

        private void take(byte next) {
            if (next == '\n') {
                arrivals.add(Arrival.parse(partial.toString(StandardCharsets.US_ASCII)));
                partial.reset();
            } else {
                partial.write(next);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
