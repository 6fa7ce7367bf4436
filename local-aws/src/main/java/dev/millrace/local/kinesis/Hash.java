package dev.millrace.local.kinesis;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** An unsigned 128-bit hash key, as which partition keys and explicit hash keys place a record among the shards. */
record Hash(long high, long low) implements Comparable<Hash> {
    static final Hash MIN = new Hash(0, 0);
    static final Hash MAX = new Hash(-1, -1);
    static final BigInteger COUNT = BigInteger.ONE.shiftLeft(128);

    private static final BigInteger LOW_BITS = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(Hash::md5);

    static Hash ofPartitionKey(String key) {
        ByteBuffer digest = ByteBuffer.wrap(MD5.get().digest(key.getBytes(StandardCharsets.UTF_8)));
        return new Hash(digest.getLong(), digest.getLong());
    }

    /** @param value in [0, 2^128) */
    static Hash of(BigInteger value) {
        return new Hash(value.shiftRight(64).longValue(), value.and(LOW_BITS).longValue());
    }

    BigInteger value() {
        return unsigned(high).shiftLeft(64).or(unsigned(low));
    }

    private static BigInteger unsigned(long bits) {
        return BigInteger.valueOf(bits).and(LOW_BITS);
    }

    @Override
    public int compareTo(Hash other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The decimal form of the API. */
    @Override
    public String toString() {
        return value().toString();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no MD5, which Kinesis's routing needs.", e);
        }
    }
}
