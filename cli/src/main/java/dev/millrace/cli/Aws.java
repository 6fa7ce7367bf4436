package dev.millrace.cli;

import java.net.URI;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Makes the clients. Each is new and its caller's to close. */
public final class Aws {
    private static final int CONNECTIONS = 128;

    private final Connection connection;

    Aws(Connection connection) {
        this.connection = connection;
    }

    /** Clients for the stand-in at this endpoint, with its credentials. */
    public static Aws local(URI endpoint) {
        return new Aws(Connection.local(endpoint));
    }

    /** Over HTTP/1.1, which every stand-in speaks in the clear; fan-out needs a client of its own. */
    public KinesisAsyncClient kinesis() {
        return configured(KinesisAsyncClient.builder(), "KINESIS", Protocol.HTTP1_1)
                .build();
    }

    /** Over HTTP/2, which SubscribeToShard needs. */
    public KinesisAsyncClient kinesisFanOut() {
        return configured(KinesisAsyncClient.builder(), "KINESIS", Protocol.HTTP2)
                .build();
    }

    public DynamoDbAsyncClient dynamoDb() {
        return configured(DynamoDbAsyncClient.builder(), "DYNAMODB", Protocol.HTTP1_1)
                .build();
    }

    public CloudWatchAsyncClient cloudWatch() {
        return configured(CloudWatchAsyncClient.builder(), "CLOUDWATCH", Protocol.HTTP1_1)
                .build();
    }

    private <B extends AwsClientBuilder<B, ?> & AwsAsyncClientBuilder<B, ?>> B configured(
            B builder, String service, Protocol protocol) {
        URI endpoint = connection.endpoint(service);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.region(connection.region())
                .credentialsProvider(connection.credentials())
                .httpClientBuilder(
                        NettyNioAsyncHttpClient.builder().protocol(protocol).maxConcurrency(CONNECTIONS));
    }
}
