package dev.millrace.local.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A shard's part of the hash keys, both ends inclusive. */
record HashRange(Hash start, Hash end) {
    static final HashRange ALL = new HashRange(Hash.MIN, Hash.MAX);

    boolean contains(Hash hash) {
        return start.compareTo(hash) <= 0 && hash.compareTo(end) <= 0;
    }

    /** Cuts all hash keys into parts of equal size; the last takes the remainder, as the service does it. */
    static List<HashRange> even(int parts) {
        BigInteger size = Hash.COUNT.divide(BigInteger.valueOf(parts));
        List<HashRange> ranges = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            BigInteger start = size.multiply(BigInteger.valueOf(i));
            Hash end = i == parts - 1 ? Hash.MAX : Hash.of(start.add(size).subtract(BigInteger.ONE));
            ranges.add(new HashRange(Hash.of(start), end));
        }
        return ranges;
    }

    /** Whether the other begins where this one ends. */
    boolean isJustBefore(HashRange other) {
        return !end.equals(Hash.MAX) && end.value().add(BigInteger.ONE).equals(other.start.value());
    }
}
