package dev.millrace.consumer;

import dev.millrace.local.LocalAws;
import dev.millrace.record.AggregateBuilder;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.UserRecord;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.KinesisClientUtil;

/** One local AWS for all tests of this JVM, or the one at the address in the environment; a stream and an application per test. */
final class Local {
    private static final String ADDRESS = System.getenv("MILLRACE_TEST_ENDPOINT");
    static final URI ENDPOINT =
            ADDRESS == null ? LocalAws.builder().limits(false).start().endpoint() : URI.create(ADDRESS);
    static final KinesisAsyncClient KINESIS =
            KinesisClientUtil.createKinesisAsyncClient(client(KinesisAsyncClient.builder()));
    static final DynamoDbAsyncClient DYNAMO_DB =
            client(DynamoDbAsyncClient.builder()).build();
    static final CloudWatchAsyncClient CLOUD_WATCH =
            client(CloudWatchAsyncClient.builder()).build();
    private static final AtomicInteger COUNT = new AtomicInteger();

    final String stream;
    final String application;

    private Local(String name) {
        stream = name;
        application = name + "-app";
    }

    private static <B extends AwsClientBuilder<B, C>, C> B client(B builder) {
        return builder.endpointOverride(ENDPOINT)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    static Local withShards(int shards) {
        return withShards("stream-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet(), shards);
    }

    static Local withShards(String name, int shards) {
        KINESIS.createStream(request -> request.streamName(name).shardCount(shards))
                .join();
        try (var waiter = KINESIS.waiter()) {
            waiter.waitUntilStreamExists(request -> request.streamName(name)).join();
        }
        return new Local(name);
    }

    /** A stream that is there already. */
    static Local existing(String name) {
        return new Local(name);
    }

    ConsumerBuilder consumer() {
        return Consumer.builder(stream, application)
                .kinesisClient(KINESIS)
                .dynamoDbClient(DYNAMO_DB)
                .fastStart();
    }

    /** Puts the values as one record, an aggregate where they are several; their key is what stands before the dash. */
    void put(List<String> values) {
        AggregateBuilder aggregate = new AggregateBuilder();
        values.forEach(value -> aggregate.add(UserRecord.of(value.substring(0, value.indexOf('-')), value)));
        OutgoingRecord record = aggregate.build();
        KINESIS.putRecord(request -> request.streamName(stream)
                        .partitionKey(record.partitionKey())
                        .explicitHashKey(
                                record.explicitHashKey() == null
                                        ? null
                                        : record.explicitHashKey().toString())
                        .data(SdkBytes.fromByteBuffer(record.data())))
                .join();
    }

    void split(String shardId, String startingHashKey) {
        KINESIS.splitShard(request ->
                        request.streamName(stream).shardToSplit(shardId).newStartingHashKey(startingHashKey))
                .join();
    }

    void merge(String shardId, String adjacent) {
        KINESIS.mergeShards(request ->
                        request.streamName(stream).shardToMerge(shardId).adjacentShardToMerge(adjacent))
                .join();
    }
}
