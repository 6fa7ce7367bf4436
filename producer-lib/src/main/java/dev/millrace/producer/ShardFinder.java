package dev.millrace.producer;

import dev.millrace.handling.RetryPolicy;
import dev.millrace.record.HashRange;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lists the shards when someone saw that the map is wanting: at the first record, when one landed on another shard. Listings that
 * change nothing, and failed ones, come at growing intervals.
 */
final class ShardFinder {
    private static final RetryPolicy INTERVAL = RetryPolicy.forever(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Service service;
    private final Mailbox mailbox;
    private final RandomGenerator random;
    private Listener listener = Listener.NOBODY;
    private Map<String, HashRange> ranges = Map.of();
    private boolean wanted;
    private boolean listing;
    private int fruitless;
    private long notBefore;

    /** Who adopts the listings. */
    interface Listener {
        Listener NOBODY = new Listener() {
            @Override
            public boolean listed(Service.ShardListing listing, long now) {
                return false;
            }

            @Override
            public void failed(Throwable error, long now) {}
        };

        /** Answers whether it brought anything new. */
        boolean listed(Service.ShardListing listing, long now);

        void failed(Throwable error, long now);
    }

    ShardFinder(Service service, Mailbox mailbox, RandomGenerator random, long now) {
        this.service = service;
        this.mailbox = mailbox;
        this.random = random;
        this.notBefore = now;
    }

    void tell(Listener newListener) {
        listener = newListener;
    }

    /** The map is out of date: list the shards, also if a listing is under way that may have missed the change. */
    void want() {
        wanted = true;
    }

    /** The hash range of a shard, open or closed; null if the last listing did not know it. */
    @Nullable
    HashRange rangeOf(String shardId) {
        return ranges.get(shardId);
    }

    /**
     * Starts a listing if it is time and one is wanted, or needed by records that wait for it; answers when to be called again.
     */
    long runOnce(boolean needed, long now) {
        if (listing || !(wanted || needed)) {
            return Long.MAX_VALUE;
        }
        if (notBefore - now > 0) {
            return notBefore - now;
        }
        wanted = false;
        listing = true;
        service.listShards().whenComplete((found, error) -> mailbox.post(then -> listed(found, error, then)));
        return Long.MAX_VALUE;
    }

    private void listed(Service.@Nullable ShardListing found, @Nullable Throwable error, long now) {
        listing = false;
        boolean fruitful = false;
        if (found != null) {
            ranges = found.ranges();
            fruitful = listener.listed(found, now);
        } else if (error != null) {
            listener.failed(error, now);
        }
        fruitless = fruitful ? 0 : fruitless + 1;
        notBefore = fruitful ? now : now + INTERVAL.backoffNanos(fruitless, random);
    }
}
