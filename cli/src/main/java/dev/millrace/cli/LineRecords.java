package dev.millrace.cli;

import dev.millrace.record.KinesisLimits;
import dev.millrace.record.UserRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file's lines as user records. Lines are bytes: the data is the whole line but for its newline, a carriage return before that
 * included, so that a replay's output is the file again; the last line needs no newline. The partition key is the text before the
 * first white space or comma: its first 256 characters, bytes that are no UTF-8 replaced; {@value #NO_KEY} where there is none, as
 * in an empty line. Not thread-safe.
 */
public final class LineRecords implements AutoCloseable {
    /** The partition key of a line that has none. */
    public static final String NO_KEY = "-";

    private static final int MAX_BYTES = KinesisLimits.LARGEST_RECORD_BYTES;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    LineRecords(InputStream in) {
        this.in = in;
    }

    /** The lines of a file. */
    public static LineRecords open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserError(file + " is a directory: give a file, whose lines become records.");
        }
        return new LineRecords(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** The number of the line that {@link #next} came to last, counted from 1; 0 before the first. */
    public long number() {
        return number;
    }

    /**
     * The next line; null after the last.
     *
     * @throws UserError if the line is longer than the largest record of any stream; the line is passed over
     */
    public @Nullable UserRecord next() throws IOException {
        line.reset();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        long length = 0;
        for (; next >= 0 && next != '\n'; next = in.read(), length++) {
            if (length < MAX_BYTES) {
                line.write(next);
            }
        }
        if (length > MAX_BYTES) {
            throw new UserError(
                    "line " + number + " has " + length + " bytes: a Kinesis record takes " + MAX_BYTES + " at most");
        }
        byte[] data = line.toByteArray();
        return UserRecord.of(key(data), data);
    }

    private static String key(byte[] data) {
        int end = 0;
        while (end < data.length && !isSeparator(data[end])) {
            end++;
        }
        if (end == 0) {
            return NO_KEY;
        }
        String key =
                new String(data, 0, Math.min(end, 4 * KinesisLimits.PARTITION_KEY_CHARACTERS), StandardCharsets.UTF_8);
        int characters = Math.min(key.codePointCount(0, key.length()), KinesisLimits.PARTITION_KEY_CHARACTERS);
        return key.substring(0, key.offsetByCodePoints(0, characters));
    }

    private static boolean isSeparator(byte value) {
        return value == ',' || value == ' ' || (value >= '\t' && value <= '\r');
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
