package dev.millrace.producer;

import dev.millrace.record.Codec;
import dev.millrace.record.UserRecord;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Puts values of one type: a codec makes their data, a function their partition key. As thread-safe as those two are; closing stays
 * the affair of whoever made the producer.
 */
public final class TypedProducer<T> {
    private final Producer producer;
    private final Codec<T> codec;
    private final Function<? super T, String> partitionKey;

    private TypedProducer(Producer producer, Codec<T> codec, Function<? super T, String> partitionKey) {
        this.producer = producer;
        this.codec = codec;
        this.partitionKey = partitionKey;
    }

    public static <T> TypedProducer<T> of(Producer producer, Codec<T> codec, Function<? super T, String> partitionKey) {
        return new TypedProducer<>(producer, codec, partitionKey);
    }

    /** As {@link Producer#put(UserRecord)}; what the codec or the function throws comes through, and nothing was accepted. */
    public CompletableFuture<PutResult> put(T value) {
        return producer.put(UserRecord.of(partitionKey.apply(value), codec.encode(value)));
    }
}
