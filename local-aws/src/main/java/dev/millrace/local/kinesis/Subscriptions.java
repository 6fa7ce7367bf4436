package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsReply;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** The open subscriptions, at most one for a consumer and shard. Thread-safe. */
final class Subscriptions {
    private final Clock clock;
    private final KinesisLimits limits;
    private final Executor executor;
    private final Map<Key, Subscription> open = new ConcurrentHashMap<>();

    Subscriptions(Clock clock, KinesisLimits limits, Executor executor) {
        this.clock = clock;
        this.limits = limits;
        this.executor = executor;
    }

    /** The newer subscription takes over, unless the older one is too young to lose its place. */
    Flow.Publisher<AwsReply.Event> open(KinesisStream stream, Consumer consumer, Shard shard, long place, long now) {
        Key key = new Key(consumer.arn(), shard.id());
        Subscription fresh = new Subscription(stream, shard, place, clock, limits, executor);
        open.compute(key, (k, old) -> {
            if (old != null && now - old.startedAt() < limits.subscribeIntervalMillis()) {
                throw KinesisErrors.inUse("Another active subscription exists for this consumer: " + consumer.arn()
                        + " on shard " + shard.id() + ". It can be taken over "
                        + limits.subscribeIntervalMillis() + " ms after it began.");
            }
            if (old != null) {
                old.end(Subscription.End.TAKEN_OVER);
            }
            return fresh;
        });
        return fresh;
    }

    /** The consumer was deregistered. */
    void end(Consumer consumer) {
        open.forEach((key, subscription) -> {
            if (key.consumerArn().equals(consumer.arn())) {
                subscription.end(Subscription.End.CONSUMER_GONE);
            }
        });
    }

    void tick(long now) {
        open.forEach((key, subscription) -> {
            if (subscription.isDone() && now - subscription.startedAt() >= limits.subscribeIntervalMillis()) {
                open.remove(key, subscription);
            } else {
                subscription.wake();
            }
        });
    }

    private record Key(String consumerArn, String shardId) {}
}
