package dev.millrace.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which shards may be read: those whose parents are all drained, or were never part of the replay. Order per key across splits and
 * merges rests on this alone. Its user's thread's.
 */
final class Lineage {
    private final Map<String, ShardLink> waiting = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> unfinished = new HashSet<>();

    /** Takes in shards, told by a listing or by a drained parent; those known already are passed over. */
    void add(Collection<ShardLink> shards) {
        for (ShardLink shard : shards) {
            if (known.add(shard.shardId())) {
                unfinished.add(shard.shardId());
                waiting.put(shard.shardId(), shard);
            }
        }
    }

    /** The shards that may be read from now on; each is given once. */
    List<ShardLink> takeReadable() {
        List<ShardLink> readable = new ArrayList<>();
        for (ShardLink shard : waiting.values()) {
            if (shard.parents().stream().noneMatch(unfinished::contains)) {
                readable.add(shard);
            }
        }
        readable.forEach(shard -> waiting.remove(shard.shardId()));
        return readable;
    }

    /** A shard is drained, or read to the end of the range. */
    void finished(String shardId) {
        unfinished.remove(shardId);
    }

    boolean allFinished() {
        return unfinished.isEmpty();
    }

    int size() {
        return known.size();
    }
}
