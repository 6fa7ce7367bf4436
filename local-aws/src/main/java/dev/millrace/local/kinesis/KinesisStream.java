package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One stream and its shards. The stream's lock guards what control-plane calls change; routing reads an immutable snapshot of
 * the open shards, so that writes meet on their shard's lock only.
 */
final class KinesisStream {
    private static final long HOUR = 3_600_000;

    private final String name;
    private final String region;
    private final long created;
    private final KinesisSettings settings;
    private final List<Shard> shards = new ArrayList<>();
    private final Consumers consumers;
    private final StreamOptions options;
    private final Map<String, String> policies = new ConcurrentHashMap<>();

    private volatile Shard[] open = {};
    private volatile long busyUntil;
    private volatile long deletedAt = Long.MAX_VALUE;

    KinesisStream(
            String name, String region, StreamOptions options, int shardCount, long now, KinesisSettings settings) {
        this.name = name;
        this.region = region;
        this.options = options;
        this.created = now;
        this.settings = settings;
        this.busyUntil = now + settings.transitionMillis();
        this.consumers = new Consumers(this);
        HashRange.even(shardCount).forEach(range -> add(range, List.of(), now, now / 1000));
        publish(shards);
    }

    String name() {
        return name;
    }

    String region() {
        return region;
    }

    String arn() {
        return Account.arn(region, name);
    }

    long createdMillis() {
        return created;
    }

    StreamOptions options() {
        return options;
    }

    /** Resource policies by the ARN of the stream or consumer. */
    Map<String, String> policies() {
        return policies;
    }

    Consumers consumers() {
        return consumers;
    }

    /** Records that arrived before this are no longer there. */
    long horizon(long now) {
        return now - options.retentionHours() * HOUR;
    }

    StreamStatus status(long now) {
        if (deletedAt != Long.MAX_VALUE) {
            return StreamStatus.DELETING;
        }
        if (now >= busyUntil) {
            return StreamStatus.ACTIVE;
        }
        return busyUntil == created + settings.transitionMillis() ? StreamStatus.CREATING : StreamStatus.UPDATING;
    }

    /** Forgets what is older than the retention. */
    void trim(long now) {
        long horizon = horizon(now);
        shards().forEach(shard -> shard.trim(horizon));
    }

    boolean isGone(long now) {
        return deletedAt != Long.MAX_VALUE && now >= deletedAt + settings.transitionMillis();
    }

    void delete(long now) {
        deletedAt = now;
    }

    synchronized List<Shard> shards() {
        return List.copyOf(shards);
    }

    int openShardCount() {
        return open.length;
    }

    /** Whether the number can be of one of this stream's records. */
    boolean gaveOut(Sequence sequence) {
        return shards().stream().anyMatch(shard -> shard.gaveOut(sequence));
    }

    synchronized Optional<Shard> shard(int number) {
        return number < shards.size() ? Optional.of(shards.get(number)) : Optional.empty();
    }

    /** The open shard that takes the hash: a binary search over the shards' starts. */
    Shard route(Hash hash) {
        Shard[] snapshot = open;
        int low = 0;
        int high = snapshot.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (snapshot[middle].range().start().compareTo(hash) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return snapshot[low];
    }

    /** Evenly. */
    synchronized void scaleTo(int shardCount, long now) {
        new UniformScaling(this, now).to(shardCount);
        updating(now);
    }

    /** The stream is UPDATING from now on, for as long as that takes. */
    void updating(long now) {
        busyUntil = now + settings.transitionMillis();
    }

    /** @throws AwsException InvalidArgumentException if the shard is closed */
    void requireOpen(Shard shard) {
        if (!shard.isOpen()) {
            throw KinesisErrors.invalidArgument("Shard " + shard.id() + " in stream " + name
                    + " under account " + Account.ID + " has already been merged or split, and thus is not eligible"
                    + " for merging or splitting.");
        }
    }

    /** Splits an open shard in two at the hash, which begins the second. Of two such calls at once, one is refused. */
    synchronized void split(Shard parent, Hash at, long now) {
        requireOpen(parent);
        Hash lastOfFirst = Hash.of(at.value().subtract(BigInteger.ONE));
        long second = laterThan(now, parent);
        Shard left = add(new HashRange(parent.range().start(), lastOfFirst), List.of(parent.id()), now, second);
        Shard right = add(new HashRange(at, parent.range().end()), List.of(parent.id()), now, second);
        replace(List.of(parent), List.of(left, right), now);
    }

    /** Merges two adjacent open shards, the lower one first. */
    synchronized void merge(Shard lower, Shard upper, List<String> parentIds, long now) {
        requireOpen(lower);
        requireOpen(upper);
        HashRange range = new HashRange(lower.range().start(), upper.range().end());
        Shard child = add(range, parentIds, now, laterThan(now, lower, upper));
        replace(List.of(lower, upper), List.of(child), now);
    }

    /** Closing comes before publishing, so that no parent takes a record after a child did; a writer in between asks again. */
    private void replace(List<Shard> closing, List<Shard> children, long now) {
        List<Shard> next = new ArrayList<>(List.of(open));
        next.removeAll(closing);
        next.addAll(children);
        closing.forEach(shard -> shard.close(now, children));
        publish(next);
        updating(now);
        closing.forEach(Shard::tellListeners);
    }

    /** Children's numbers are above their parents' because they are created in a later second. */
    private static long laterThan(long now, Shard... parents) {
        long after =
                Arrays.stream(parents).mapToLong(Shard::createdSecond).max().orElse(0) + 1;
        return Math.max(now / 1000, after);
    }

    private Shard add(HashRange range, List<String> parents, long now, long second) {
        Shard shard = new Shard(shards.size(), range, parents, now, second, new ShardThroughput(settings.limits()));
        shards.add(shard);
        return shard;
    }

    private void publish(List<Shard> openShards) {
        Shard[] sorted = openShards.toArray(Shard[]::new);
        Arrays.sort(sorted, Comparator.comparing(shard -> shard.range().start()));
        open = sorted;
    }
}
