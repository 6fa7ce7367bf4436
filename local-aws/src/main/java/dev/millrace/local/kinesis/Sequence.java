package dev.millrace.local.kinesis;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A sequence number: 47 hexadecimal digits that read as a decimal number of 56 digits. They are a 2, 9 digits of the second in
 * which the shard was created, the shard number's last digit, 16 digits of the record's place in the shard, two digits that are
 * 00 for a record and 01 for the gap behind it, 9 digits of the second in which it arrived, 8 digits of the shard number and a
 * version 2: so numbers grow within a shard, and from a shard to its children, which are created in a later second. The layout
 * is the one that public stand-ins found the service to use; no client may lean on more than the order.
 *
 * @param created the second since the epoch in which the shard was created
 * @param shard the shard's number
 * @param place 0 for the shard's own starting number, then 1, 2, ... by record
 * @param past whether it means the gap behind the record: reading at it and after it are then the same, as continuation needs
 * @param arrived the second since the epoch in which the record arrived
 */
record Sequence(long created, int shard, long place, boolean past, long arrived) {
    private static final int DIGITS = 47;
    private static final BigInteger LEADING_TWO = BigInteger.TWO.shiftLeft(184);
    /** The place in the ending number of a closed shard, above all records'. */
    static final long END = Long.MAX_VALUE;

    @Override
    public String toString() {
        return value().toString();
    }

    private BigInteger value() {
        BigInteger head = BigInteger.valueOf(created << 4 | (shard & 0xf)).shiftLeft(144);
        BigInteger middle = BigInteger.valueOf(place)
                .shiftLeft(8)
                .or(BigInteger.valueOf(past ? 1 : 0))
                .shiftLeft(72);
        BigInteger tail = BigInteger.valueOf(arrived).shiftLeft(36).or(BigInteger.valueOf((long) shard << 4 | 2));
        return LEADING_TWO.or(head).or(middle).or(tail);
    }

    /** Empty for a number that no stream could have given out. */
    static Optional<Sequence> parse(String decimal) {
        String hex = new BigInteger(decimal).toString(16);
        if (hex.length() != DIGITS || hex.charAt(0) != '2' || hex.charAt(DIGITS - 1) != '2') {
            return Optional.empty();
        }
        long place = Long.parseUnsignedLong(hex, 11, 27, 16);
        long shard = Long.parseLong(hex, 38, 46, 16);
        if (place < 0 || shard > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        long created = Long.parseLong(hex, 1, 10, 16);
        boolean past = hex.startsWith("01", 27);
        return Optional.of(new Sequence(created, (int) shard, place, past, Long.parseLong(hex, 29, 38, 16)));
    }
}
