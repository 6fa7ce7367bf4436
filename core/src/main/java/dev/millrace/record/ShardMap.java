package dev.millrace.record;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which open shard a hash key belongs to. Immutable; a look-up is a binary search. */
public final class ShardMap {
    public static final ShardMap EMPTY = new ShardMap(new Shard[0]);

    private final Shard[] byStart;

    private ShardMap(Shard[] byStart) {
        this.byStart = byStart;
    }

    /**
     * The map of these shards.
     *
     * @param open the open shards of a stream, in any order; while a reshard is under way they may leave gaps
     * @throws IllegalArgumentException if two of them share a hash key
     */
    public static ShardMap of(Collection<Shard> open) {
        Shard[] sorted = open.toArray(new Shard[0]);
        Arrays.sort(sorted, Comparator.comparing(shard -> shard.hashRange().start()));
        for (int i = 1; i < sorted.length; i++) {
            requireApart(sorted[i - 1], sorted[i]);
        }
        return new ShardMap(sorted);
    }

    private static void requireApart(Shard left, Shard right) {
        if (left.hashRange().end().compareTo(right.hashRange().start()) >= 0) {
            throw new IllegalArgumentException("shards " + left.shardId() + " and " + right.shardId()
                    + " overlap: a shard map takes the open shards only, of one moment");
        }
    }

    /** The shard whose range holds the key, or null where the map has a gap there. */
    public @Nullable Shard shardOf(HashKey key) {
        int low = 0;
        int high = byStart.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            HashRange range = byStart[middle].hashRange();
            if (key.compareTo(range.start()) < 0) {
                high = middle - 1;
            } else if (key.compareTo(range.end()) > 0) {
                low = middle + 1;
            } else {
                return byStart[middle];
            }
        }
        return null;
    }

    /** The shards by ascending hash range. */
    public List<Shard> shards() {
        return List.of(byStart);
    }
}
