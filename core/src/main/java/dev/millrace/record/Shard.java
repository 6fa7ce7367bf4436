package dev.millrace.record;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shard as ListShards tells of it.
 *
 * @param parentShardId the shard it was split from, or one of the two it was merged from; null where there is none
 * @param adjacentParentShardId the other shard it was merged from; null where there is none
 */
public record Shard(
        String shardId,
        HashRange hashRange,
        @Nullable String parentShardId,
        @Nullable String adjacentParentShardId) {

    /** A shard without parents. */
    public Shard(String shardId, HashRange hashRange) {
        this(shardId, hashRange, null, null);
    }

    /** Its parents' ids: none, one (after a split) or two (after a merge). Parents older than the retention may be gone. */
    public List<String> parents() {
        return Stream.of(parentShardId, adjacentParentShardId)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** Whether it may be read: none of its parents is among {@code unfinished}. */
    public boolean readableAfter(Collection<String> unfinished) {
        return parents().stream().noneMatch(unfinished::contains);
    }
}
