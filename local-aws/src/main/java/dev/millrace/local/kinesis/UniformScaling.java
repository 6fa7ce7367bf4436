package dev.millrace.local.kinesis;

import java.math.BigInteger;
import java.util.List;

/**
 * Brings a stream to a number of even shards as the service does it: split wherever a new shard begins inside an old one, then
 * merge what lies within one new shard. Each step is a split or merge like any other, so lineage and order hold. The caller holds
 * the stream's lock.
 */
final class UniformScaling {
    /** Even ranges of different counts end up to a few keys apart by rounding; a shard of a few keys helps nobody. */
    private static final BigInteger TOLERANCE = BigInteger.ONE.shiftLeft(32);

    private final KinesisStream stream;
    private final long now;

    UniformScaling(KinesisStream stream, long now) {
        this.stream = stream;
        this.now = now;
    }

    void to(int count) {
        List<HashRange> wanted = HashRange.even(count);
        wanted.stream().skip(1).forEach(range -> splitAt(range.start()));
        wanted.forEach(this::mergeWithin);
    }

    private void splitAt(Hash start) {
        Shard shard = stream.route(start);
        boolean begins = start.value().subtract(shard.range().start().value()).compareTo(TOLERANCE) < 0;
        boolean ends = shard.range().end().value().subtract(start.value()).compareTo(TOLERANCE) < 0;
        if (!begins && !ends) {
            stream.split(shard, start, now);
        }
    }

    private void mergeWithin(HashRange range) {
        Hash middleOfLast = Hash.of(range.end().value().subtract(TOLERANCE));
        Shard first = stream.route(Hash.of(range.start().value().add(TOLERANCE)));
        while (!first.range().contains(middleOfLast)) {
            Shard second = stream.route(Hash.of(first.range().end().value().add(BigInteger.ONE)));
            stream.merge(first, second, List.of(first.id(), second.id()), now);
            first = stream.route(first.range().start());
        }
    }
}
