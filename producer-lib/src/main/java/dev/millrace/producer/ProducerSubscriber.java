package dev.millrace.producer;

import dev.millrace.record.UserRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a publisher publishes, and asks for as much as gets acknowledged: back-pressure from the stream to the source. The first
 * record that fails cancels the subscription. For one subscription.
 */
public final class ProducerSubscriber implements Flow.Subscriber<UserRecord> {
    private final Producer producer;
    private final int inFlight;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** The records in flight, and one more while the publisher has not completed. */
    private final AtomicInteger unfinished = new AtomicInteger(1);

    private volatile Flow.@Nullable Subscription subscription;

    /**
     * A subscriber.
     *
     * @param inFlight the most records unacknowledged at a time, at least 1; fewer than fit the producer's memory, so that it never
     *     blocks the publisher's thread
     */
    public ProducerSubscriber(Producer producer, int inFlight) {
        if (inFlight < 1) {
            throw new IllegalArgumentException("inFlight " + inFlight + ": give at least 1");
        }
        this.producer = producer;
        this.inFlight = inFlight;
    }

    /** Completes when the publisher has and every record is acknowledged; fails with the first failure of either. */
    public CompletableFuture<Void> done() {
        return done.copy();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        if (subscription != null) {
            newSubscription.cancel();
            return;
        }
        subscription = newSubscription;
        newSubscription.request(inFlight);
    }

    @Override
    public void onNext(UserRecord record) {
        unfinished.incrementAndGet();
        try {
            producer.put(record).whenComplete((result, error) -> finished(error));
        } catch (ProducerException e) {
            finished(e);
        }
    }

    private void finished(@Nullable Throwable error) {
        Flow.Subscription source = subscription;
        if (error != null) {
            done.completeExceptionally(error);
            if (source != null) {
                source.cancel();
            }
        } else if (unfinished.decrementAndGet() == 0) {
            done.complete(null);
        } else if (source != null) {
            source.request(1);
        }
    }

    @Override
    public void onError(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        if (unfinished.decrementAndGet() == 0) {
            done.complete(null);
        }
    }
}
