package dev.millrace.handling;

import dev.millrace.record.Codec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to do with the records of a stream: how to decode them, who handles them, and what follows a failure. Immutable; the same one
 * runs under KCL, Lambda and replay.
 *
 * @param <T> what the codec decodes
 */
public final class Handling<T> {
    private static final RetryPolicy DEFAULT_RETRY = RetryPolicy.upTo(3, Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Codec<T> codec;
    private final RecordHandler<? super T> handler;
    private final RetryPolicy retry;
    private final @Nullable DeadLetterSink deadLetters;
    private final Ordering ordering;

    private Handling(
            Codec<T> codec,
            RecordHandler<? super T> handler,
            RetryPolicy retry,
            @Nullable DeadLetterSink deadLetters,
            Ordering ordering) {
        this.codec = codec;
        this.handler = handler;
        this.retry = retry;
        this.deadLetters = deadLetters;
        this.ordering = ordering;
    }

    /** Three attempts, 100 ms and then 200 ms apart, no dead letters, in order per key. */
    public static <T> Handling<T> of(Codec<T> codec, RecordHandler<? super T> handler) {
        return new Handling<>(codec, handler, DEFAULT_RETRY, null, Ordering.PER_KEY);
    }

    /** How often to try a record in place. Default: three attempts. While it waits, its key waits; other keys go on. */
    public Handling<T> withRetry(RetryPolicy policy) {
        return new Handling<>(codec, handler, policy, deadLetters, ordering);
    }

    /**
     * Where records go whose attempts are used up. Default: nowhere: the record counts as failed, and its runtime stops the shard
     * (KCL), reports it (Lambda) or ends (replay). With a sink the key goes on, which breaks its order around the parked record.
     */
    public Handling<T> withDeadLetters(DeadLetterSink sink) {
        return new Handling<>(codec, handler, retry, sink, ordering);
    }

    /** Default: {@link Ordering#PER_KEY}. */
    public Handling<T> withOrdering(Ordering order) {
        return new Handling<>(codec, handler, retry, deadLetters, order);
    }

    public Codec<T> codec() {
        return codec;
    }

    public RecordHandler<? super T> handler() {
        return handler;
    }

    public RetryPolicy retry() {
        return retry;
    }

    public @Nullable DeadLetterSink deadLetters() {
        return deadLetters;
    }

    public Ordering ordering() {
        return ordering;
    }
}
