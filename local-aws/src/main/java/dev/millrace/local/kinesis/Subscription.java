package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.server.AwsReply;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One consumer's enhanced fan-out on one shard: pushes records as they come, an empty event after five quiet seconds, and ends
 * after five minutes or with the shard. One drain runs at a time, on the executor; everything that may give it work - demand,
 * records, time - only wakes it, and so the fields below the counter need no lock.
 */
final class Subscription implements Flow.Publisher<AwsReply.Event>, Flow.Subscription {
    private static final long LIFETIME_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long QUIET_MILLIS = Duration.ofSeconds(5).toMillis();
    private static final int MAX_RECORDS = 10_000;
    /** About what the service packs into one event. */
    private static final long MAX_BYTES = 1 << 20;

    private final KinesisStream stream;
    private final Shard shard;
    private final Clock clock;
    private final Executor executor;
    private final long startedAt;
    private final Runnable listener = this::wake;
    private final AtomicLong demand = new AtomicLong();
    private volatile @Nullable End end;
    private volatile boolean done;
    private Flow.@Nullable Subscriber<? super AwsReply.Event> subscriber;

    private final AtomicInteger wakes = new AtomicInteger();
    private final Bucket bytes;
    private long place;
    private long lastEventAt;
    private boolean begun;

    Subscription(KinesisStream stream, Shard shard, long place, Clock clock, KinesisLimits limits, Executor executor) {
        this.stream = stream;
        this.shard = shard;
        this.place = place;
        this.clock = clock;
        this.executor = executor;
        this.startedAt = clock.millis();
        this.lastEventAt = startedAt;
        this.bytes = new Bucket(limits.subscriptionBytesPerSecond());
    }

    long startedAt() {
        return startedAt;
    }

    boolean isDone() {
        return done;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super AwsReply.Event> given) {
        subscriber = given;
        shard.listen(listener);
        given.onSubscribe(this);
    }

    @Override
    public void request(long events) {
        demand.addAndGet(events);
        wake();
    }

    @Override
    public void cancel() {
        done = true;
        shard.unlisten(listener);
    }

    void end(End why) {
        end = why;
        wake();
    }

    void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        int seen;
        do {
            seen = wakes.get();
            while (demand.get() > 0 && !done && step(clock.millis())) {
                demand.decrementAndGet();
            }
            endWithoutDemand(clock.millis());
        } while (!wakes.compareAndSet(seen, 0));
    }

    /** A reader that is stuck, or never came, does not keep a subscription alive. */
    private void endWithoutDemand(long now) {
        if (!done && demand.get() == 0 && endAt(now) != null) {
            complete();
        }
    }

    /** Whether an event went out. */
    private boolean step(long now) {
        if (!begun) {
            begun = true;
            return emit(new AwsReply.Event("initial-response", Json.object(), false), now);
        }
        End why = endAt(now);
        return why != null ? finish(why, now) : records(now);
    }

    private @Nullable End endAt(long now) {
        if (end != null) {
            return end;
        }
        if (stream.status(now) == StreamStatus.DELETING) {
            return End.STREAM_GONE;
        }
        return now - startedAt >= LIFETIME_MILLIS ? End.OLD : null;
    }

    private boolean records(long now) {
        if (!bytes.has(1, now)) {
            return false;
        }
        Shard.Batch batch = shard.read(place, MAX_RECORDS, MAX_BYTES, stream.horizon(now));
        if (batch.records().isEmpty() && !batch.ended() && now - lastEventAt < QUIET_MILLIS) {
            return false;
        }
        bytes.take((double) batch.bytes());
        place = batch.next();
        emit(new AwsReply.Event("SubscribeToShardEvent", json(batch, now), false), now);
        if (batch.ended()) {
            complete();
        }
        return true;
    }

    private ObjectNode json(Shard.Batch batch, long now) {
        ObjectNode json = Json.object();
        json.set("Records", ShardJson.records(shard, batch.records()));
        json.put("MillisBehindLatest", batch.millisBehind(now));
        if (batch.ended()) {
            json.set("ChildShards", ShardJson.children(shard.children()));
        } else {
            json.put(
                    "ContinuationSequenceNumber",
                    shard.continuation(batch.next(), now).toString());
        }
        return json;
    }

    private boolean finish(End why, long now) {
        if (why.type != null) {
            emit(new AwsReply.Event(why.type, Json.object().put("message", why.message), true), now);
        }
        complete();
        return true;
    }

    private boolean emit(AwsReply.Event event, long now) {
        lastEventAt = now;
        if (subscriber != null) {
            subscriber.onNext(event);
        }
        return true;
    }

    private void complete() {
        cancel();
        if (subscriber != null) {
            subscriber.onComplete();
        }
    }

    /** Why a subscription ends before its shard, and the modelled error that says so, if one does. */
    enum End {
        OLD(null, ""),
        TAKEN_OVER("ResourceInUseException", "A newer subscription of this consumer took over this shard."),
        CONSUMER_GONE("ResourceNotFoundException", "The consumer was deregistered."),
        STREAM_GONE("ResourceNotFoundException", "The stream is being deleted.");

        private final @Nullable String type;
        private final String message;

        End(@Nullable String type, String message) {
            this.type = type;
            this.message = message;
        }
    }
}
