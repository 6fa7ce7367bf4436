package dev.millrace.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads protobuf fields from a range of a buffer. Every length is checked before it is used. */
final class ProtoReader {
    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int DEEPEST_GROUP = 100;

    private final ByteBuffer source;
    private final int end;
    private int position;

    /** Thrown for bytes that are no protobuf message; without a stack trace, since hostile input may be frequent. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what, null, false, false);
        }
    }

    ProtoReader(ByteBuffer source, int start, int end) {
        this.source = source;
        this.position = start;
        this.end = end;
    }

    boolean hasMore() {
        return position < end;
    }

    /** Only the lower 32 bits count, as in Google's Java runtime. */
    int tag() throws Malformed {
        int tag = (int) varint();
        if (tag >>> 3 == 0) {
            throw new Malformed("field number 0");
        }
        return tag;
    }

    long varint() throws Malformed {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = next();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new Malformed("a varint longer than 10 bytes");
    }

    private byte next() throws Malformed {
        if (position >= end) {
            throw new Malformed("the message ends within a field");
        }
        return source.get(position++);
    }

    /** A reader of the length-delimited field here, past which this one moves. */
    ProtoReader message() throws Malformed {
        int start = skip(varint());
        return new ProtoReader(source, start, position);
    }

    /** The length-delimited field here, sharing the source's bytes. */
    ByteBuffer bytes() throws Malformed {
        int start = skip(varint());
        return source.slice(start, position - start);
    }

    String string() throws Malformed {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** Moves past a field that nobody here knows. */
    void skipField(int tag) throws Malformed {
        skipField(tag, 0);
    }

    private void skipField(int tag, int depth) throws Malformed {
        switch (tag & 7) {
            case AggregatedFormat.VARINT -> varint();
            case AggregatedFormat.FIXED64 -> skip(8);
            case AggregatedFormat.LENGTH_DELIMITED -> skip(varint());
            case AggregatedFormat.FIXED32 -> skip(4);
            case GROUP_START -> skipGroup(tag >>> 3, depth + 1);
            default -> throw new Malformed("wire type " + (tag & 7));
        }
    }

    private void skipGroup(int number, int depth) throws Malformed {
        if (depth > DEEPEST_GROUP) {
            throw new Malformed("groups nested too deep");
        }
        int closing = number << 3 | GROUP_END;
        for (int tag = tag(); tag != closing; tag = tag()) {
            skipField(tag, depth);
        }
    }

    /** Moves on by so many bytes and answers where they start. */
    private int skip(long length) throws Malformed {
        if (length < 0 || length > end - position) {
            throw new Malformed("a length past the end of the message");
        }
        int start = position;
        position += (int) length;
        return start;
    }
}
