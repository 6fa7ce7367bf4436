package dev.millrace.cli.demo;

import dev.millrace.local.LocalAws;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * What the demo runs on. All of it is the giver's, to close.
 *
 * @param shards how many the stream has at the start
 * @param kinesis for everything but SubscribeToShard
 * @param fanOut for SubscribeToShard, which needs HTTP/2
 */
public record DemoStack(
        LocalAws local,
        int shards,
        KinesisAsyncClient kinesis,
        KinesisAsyncClient fanOut,
        DynamoDbAsyncClient dynamoDb) {
    /** The stream's name. */
    public static final String STREAM = "MyDemoStream";

    static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/" + STREAM;

    void createStream() {
        kinesis.createStream(request -> request.streamName(STREAM).shardCount(shards))
                .join();
    }
}
