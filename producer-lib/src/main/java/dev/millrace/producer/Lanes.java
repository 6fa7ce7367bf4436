package dev.millrace.producer;

import dev.millrace.record.Shard;
import dev.millrace.record.ShardMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lanes of the newest shard map, and the records that belong to none of them yet. */
final class Lanes {
    private final LaneFactory factory;
    private final RecordQueue unrouted = new RecordQueue();
    private ShardMap map = ShardMap.EMPTY;
    private Map<String, Lane> lanes = Map.of();
    private List<Lane> inOrder = List.of();

    /** Makes a shard's lane under a new map; {@code before} is its lane under the last one. */
    interface LaneFactory {
        Lane make(Shard shard, @Nullable Lane before, long now);
    }

    Lanes(LaneFactory factory) {
        this.factory = factory;
    }

    void route(Pending pending) {
        Lane lane = laneOf(pending);
        if (lane == null) {
            unrouted.add(pending);
        } else {
            lane.add(pending);
        }
    }

    @Nullable
    Lane laneOf(Pending pending) {
        Shard shard = map.shardOf(pending.hashKey);
        return shard == null ? null : lanes.get(shard.shardId());
    }

    /**
     * Takes a new map: what waits is sorted into new lanes in the order of acceptance, and each batch still in flight holds the new
     * lanes that its shard's range overlaps, so that parents drain before their children start.
     */
    void adopt(ShardMap newMap, Collection<Batch> inFlight, long now) {
        List<Pending> waiting = new ArrayList<>();
        lanes.values().forEach(lane -> lane.drainTo(waiting));
        unrouted.drainTo(waiting);
        waiting.sort(Comparator.comparingLong(pending -> pending.number));
        replaceLanes(newMap, now);
        waiting.forEach(this::route);
        inFlight.forEach(this::holdOverlapping);
    }

    private void replaceLanes(ShardMap newMap, long now) {
        Map<String, Lane> fresh = new LinkedHashMap<>();
        newMap.shards()
                .forEach(shard -> fresh.put(shard.shardId(), factory.make(shard, lanes.get(shard.shardId()), now)));
        map = newMap;
        lanes = fresh;
        inOrder = List.copyOf(fresh.values());
    }

    private void holdOverlapping(Batch batch) {
        batch.hold(inOrder.stream()
                .filter(lane -> overlap(lane.shard(), batch.lane.shard()))
                .toList());
    }

    private static boolean overlap(Shard one, Shard other) {
        return one.hashRange().start().compareTo(other.hashRange().end()) <= 0
                && other.hashRange().start().compareTo(one.hashRange().end()) <= 0;
    }

    ShardMap map() {
        return map;
    }

    boolean hasUnrouted() {
        return unrouted.peek() != null;
    }

    List<Pending> takeUnrouted() {
        List<Pending> taken = new ArrayList<>();
        unrouted.drainTo(taken);
        return taken;
    }

    /** By ascending hash range. */
    List<Lane> all() {
        return inOrder;
    }

    long nanosUntilReady(long now) {
        long soonest = Lane.NEVER;
        for (Lane lane : inOrder) {
            soonest = Math.min(soonest, lane.nanosUntilReady(now));
        }
        return soonest;
    }
}
