package dev.millrace.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How values become a record's data and come back. Used by many threads at once.
 *
 * @param <T> what the user's code works with
 */
public interface Codec<T> {
    ByteBuffer encode(T value);

    /**
     * The value that the data holds.
     *
     * @param data read-only; the implementation may move its position
     * @throws RuntimeException if the data is not a value of this type: retrying cannot help, so the record goes straight where
     *     records go whose attempts are used up
     */
    T decode(ByteBuffer data);

    /** Text as UTF-8; bytes that are none decode to replacement characters. */
    static Codec<String> utf8() {
        return new Codec<>() {
            @Override
            public ByteBuffer encode(String value) {
                return StandardCharsets.UTF_8.encode(value);
            }

            @Override
            public String decode(ByteBuffer data) {
                return StandardCharsets.UTF_8.decode(data).toString();
            }
        };
    }

    /** The bytes themselves. */
    static Codec<byte[]> bytes() {
        return new Codec<>() {
            @Override
            public ByteBuffer encode(byte[] value) {
                return ByteBuffer.wrap(value);
            }

            @Override
            public byte[] decode(ByteBuffer data) {
                byte[] copy = new byte[data.remaining()];
                data.get(copy);
                return copy;
            }
        };
    }
}
