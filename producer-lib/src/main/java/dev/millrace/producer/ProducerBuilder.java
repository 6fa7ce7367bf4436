package dev.millrace.producer;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Builds a {@link Producer}. Not thread-safe. */
public final class ProducerBuilder {
    private final String stream;
    private ProducerSettings settings = ProducerSettings.defaults();
    private ProducerListener listener = ProducerListener.NONE;
    private @Nullable KinesisAsyncClient client;
    private @Nullable Executor executor;

    ProducerBuilder(String stream) {
        if (stream.isBlank()) {
            throw new IllegalArgumentException("stream \"" + stream + "\": give the stream's name or its ARN");
        }
        this.stream = stream;
    }

    /** How the producer works; by default as {@link ProducerSettings#defaults()}. */
    public ProducerBuilder settings(ProducerSettings newSettings) {
        settings = newSettings;
        return this;
    }

    /**
     * The client to send with; the producer never closes it. By default it makes its own: Netty, HTTP/1.1, region, endpoint and
     * credentials found as the AWS SDK finds them, no retries of the SDK's; and closes that one. Retries of a given client come on
     * top of the producer's, inside one request timeout.
     */
    public ProducerBuilder client(KinesisAsyncClient newClient) {
        client = newClient;
        return this;
    }

    /** Hears what the producer does; by default nobody. */
    public ProducerBuilder listener(ProducerListener newListener) {
        listener = newListener;
        return this;
    }

    /**
     * Where futures complete, one at a time; by default on a thread of the producer's own. Should it refuse, they complete on the
     * producer's loop. The producer never shuts it down.
     */
    public ProducerBuilder executor(Executor newExecutor) {
        executor = newExecutor;
        return this;
    }

    /** Starts the producer; it finds the stream's shards at the first record. */
    public Producer build() {
        return RunningProducer.start(stream, settings, listener, client, executor);
    }
}
