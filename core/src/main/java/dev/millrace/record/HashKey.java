package dev.millrace.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A point of the 128-bit space that shards divide: unsigned, {@code high} holding the upper 64 bits. A partition key's hash key is
 * the MD5 of its UTF-8 bytes, read big-endian (Kinesis developer guide, "Partition key").
 */
public record HashKey(long high, long low) implements Comparable<HashKey> {
    public static final HashKey MIN = new HashKey(0, 0);
    public static final HashKey MAX = new HashKey(-1, -1);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);
    private static final int LONGEST_DECIMAL = 39;

    /** The hash key Kinesis gives a record that has this partition key and no explicit hash key. */
    public static HashKey ofPartitionKey(String partitionKey) {
        byte[] digest = Md5.instance().digest(partitionKey.getBytes(StandardCharsets.UTF_8));
        return new HashKey((long) LONG.get(digest, 0), (long) LONG.get(digest, 8));
    }

    /**
     * Reads the canonical decimal form, as AWS writes it.
     *
     * @throws IllegalArgumentException unless it is a whole number from 0 to 2^128 - 1 without sign or leading zeros
     */
    public static HashKey parse(String decimal) {
        if (!isCanonicalDecimal(decimal)) {
            throw outOfRange(decimal);
        }
        BigInteger value = new BigInteger(decimal);
        if (value.compareTo(LIMIT) >= 0) {
            throw outOfRange(decimal);
        }
        return new HashKey(value.shiftRight(64).longValue(), value.longValue());
    }

    private static boolean isCanonicalDecimal(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_DECIMAL
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }

    private static IllegalArgumentException outOfRange(String decimal) {
        return new IllegalArgumentException(
                "hash key \"" + decimal + "\": give a whole number from 0 to 2^128 - 1 in plain decimal digits");
    }

    @Override
    public int compareTo(HashKey other) {
        int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }

    /** The canonical decimal form: what AWS's APIs take as an explicit hash key. */
    @Override
    public String toString() {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(low)))
                .toString();
    }
}
