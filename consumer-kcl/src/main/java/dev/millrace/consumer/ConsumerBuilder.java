package dev.millrace.consumer;

import dev.millrace.handling.Handling;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Settings of a {@link Consumer}. Each is checked where it is set. Not thread-safe. */
public final class ConsumerBuilder {
    final String stream;
    final String application;

    @Nullable
    Handling<?> handling;

    String worker = UUID.randomUUID().toString();
    StartPosition startPosition = StartPosition.trimHorizon();
    boolean fanOut;

    @Nullable
    String fanOutConsumerArn;

    boolean fastStart;
    boolean metrics = true;
    Duration commitInterval = Duration.ofSeconds(5);
    int maxRecordsInFlight = 10_000;
    long maxBytesInFlight = 16 << 20;
    int concurrency = 32;

    @Nullable
    Executor executor;

    @Nullable
    KinesisAsyncClient kinesis;

    @Nullable
    DynamoDbAsyncClient dynamoDb;

    @Nullable
    CloudWatchAsyncClient cloudWatch;

    ConsumerBuilder(String stream, String application) {
        this.stream = requireName("stream", stream);
        this.application = requireName("application", application);
    }

    /** What to do with the records. Required. */
    public ConsumerBuilder handling(Handling<?> whatToDo) {
        handling = whatToDo;
        return this;
    }

    /** This process's name among the application's workers; no two that run may share one. Default: a random UUID. */
    public ConsumerBuilder worker(String name) {
        worker = requireName("worker", name);
        return this;
    }

    /** Where to start without checkpoints. Default: {@link StartPosition#trimHorizon()}, so that nothing is missed. */
    public ConsumerBuilder startAt(StartPosition position) {
        startPosition = position;
        return this;
    }

    /** Reads by GetRecords, sharing each shard's 2 MB/s and 5 reads a second with other readers. The default. */
    public ConsumerBuilder polling() {
        fanOut = false;
        return this;
    }

    /** Reads by SubscribeToShard at 2 MB/s of its own, at extra cost; registers a stream consumer named as the application. */
    public ConsumerBuilder fanOut() {
        fanOut = true;
        return this;
    }

    /** As {@link #fanOut()}, through this registered stream consumer: no permission to register one is needed. */
    public ConsumerBuilder fanOut(String consumerArn) {
        fanOutConsumerArn = requireName("consumer ARN", consumerArn);
        return fanOut();
    }

    /**
     * For laptops and tests: the first records come after 2 to 3 seconds rather than after 30 to 90, leases move within seconds,
     * checkpoints are written twice a second and KCL sends no metrics. Costs many calls to DynamoDB: not for production.
     */
    public ConsumerBuilder fastStart() {
        fastStart = true;
        metrics = false;
        return commitInterval(Duration.ofMillis(500));
    }

    /** Whether KCL sends its metrics to CloudWatch, in a namespace named as the application. Default: yes. */
    public ConsumerBuilder metrics(boolean send) {
        metrics = send;
        return this;
    }

    /**
     * How often each shard's progress is written to DynamoDB where there is some. Default: 5 s. After a crash, what was handled since
     * comes again.
     */
    public ConsumerBuilder commitInterval(Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("commit interval " + interval + ": give a millisecond or more");
        }
        commitInterval = interval;
        return this;
    }

    /**
     * How many records of a shard may lie between its first that is not done and the last one taken on. Default: 10,000. One slow or
     * failed key holds its whole shard back once so many have piled up behind it; it bounds memory and duplicates after a crash.
     */
    public ConsumerBuilder maxRecordsInFlight(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("max records in flight " + records + ": give 1 or more");
        }
        maxRecordsInFlight = records;
        return this;
    }

    /** How many bytes of a shard's data may wait or run at once; a larger single record runs alone. Default: 16 MiB. */
    public ConsumerBuilder maxBytesInFlight(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("max bytes in flight " + bytes + ": give 1 or more");
        }
        maxBytesInFlight = bytes;
        return this;
    }

    /** How many records are handled at once, over all shards, on threads of the consumer's own. Default: 32. */
    public ConsumerBuilder concurrency(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("concurrency " + threads + ": give 1 or more");
        }
        concurrency = threads;
        return this;
    }

    /**
     * Runs handlers on this executor instead, such as one of virtual threads; it alone bounds how many run at once, and
     * {@link #concurrency} has no effect. What it rejects counts as failed for good: the shard stalls at it and
     * {@link Consumer#status()} says so. So give it a queue without a limit. It is never shut down by the consumer; shut it down only
     * once the consumer is closed.
     */
    public ConsumerBuilder executor(Executor runner) {
        executor = runner;
        return this;
    }

    /** Reads the stream through this client, never closed here. Default: made from the environment and closed at the end. */
    public ConsumerBuilder kinesisClient(KinesisAsyncClient client) {
        kinesis = client;
        return this;
    }

    /** Keeps leases and checkpoints through this client, never closed here. Default: made from the environment. */
    public ConsumerBuilder dynamoDbClient(DynamoDbAsyncClient client) {
        dynamoDb = client;
        return this;
    }

    /** Sends KCL's metrics through this client, never closed here. Default: made from the environment. */
    public ConsumerBuilder cloudWatchClient(CloudWatchAsyncClient client) {
        cloudWatch = client;
        return this;
    }

    /**
     * The consumer, not yet started.
     *
     * @throws IllegalStateException if there is no handling
     */
    public Consumer build() {
        if (handling == null) {
            throw new IllegalStateException("no handling for stream " + stream + ": call handling(Handling.of(...))");
        }
        return new Consumer(this, handling);
    }

    private static String requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " \"" + name + "\": give a name");
        }
        return name;
    }
}
