package dev.millrace.record;

/** The hash keys of a shard, both ends included, as DescribeStream and ListShards give them. */
public record HashRange(HashKey start, HashKey end) {
    public static final HashRange ALL = new HashRange(HashKey.MIN, HashKey.MAX);

    public HashRange {
        if (start.compareTo(end) > 0) {
            throw new IllegalArgumentException("hash range " + start + " to " + end + ": its start lies after its end");
        }
    }

    public boolean contains(HashKey key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) <= 0;
    }
}
