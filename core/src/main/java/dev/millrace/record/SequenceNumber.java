package dev.millrace.record;

/**
 * A record's place in its shard: a decimal string that orders as the integer it is, so "99" comes before "100".
 *
 * @param digits as Kinesis gave it, without leading zeros
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {
    public SequenceNumber {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "sequence number \"" + digits + "\": give the decimal digits that Kinesis answered with");
        }
    }

    @Override
    public int compareTo(SequenceNumber other) {
        int byLength = Integer.compare(digits.length(), other.digits.length());
        return byLength != 0 ? byLength : digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
