package dev.millrace.producer;

import dev.millrace.local.LocalAws;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A stream of the stand-in, and all that lies in it. */
final class LocalStream {
    private final KinesisAsyncClient client;
    private final String name;

    LocalStream(KinesisAsyncClient client, String name, int shards) {
        this.client = client;
        this.name = name;
        client.createStream(create -> create.streamName(name).shardCount(shards))
                .join();
    }

    static KinesisAsyncClient client(LocalAws aws) {
        return KinesisAsyncClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    String name() {
        return name;
    }

    List<Shard> shards() {
        return client.listShards(list -> list.streamName(name)).join().shards();
    }

    /** The Kinesis records of all shards, shard by shard. */
    List<StreamRecord> kinesisRecords() {
        List<StreamRecord> found = new ArrayList<>();
        shards().forEach(shard -> read(shard.shardId(), found));
        return found;
    }

    /** The user records of all shards, shard by shard. */
    List<StreamRecord> userRecords() {
        return Deaggregator.deaggregate(kinesisRecords());
    }

    private void read(String shardId, List<StreamRecord> found) {
        String iterator = client.getShardIterator(
                        get -> get.streamName(name).shardId(shardId).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
        while (iterator != null) {
            String from = iterator;
            GetRecordsResponse page =
                    client.getRecords(get -> get.shardIterator(from)).join();
            page.records().forEach(record -> found.add(streamRecord(shardId, record)));
            boolean atEnd = page.records().isEmpty() && page.millisBehindLatest() == 0;
            iterator = atEnd ? null : page.nextShardIterator();
        }
    }

    private static StreamRecord streamRecord(String shardId, Record record) {
        return StreamRecord.of(
                shardId,
                new SequenceNumber(record.sequenceNumber()),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                record.data().asByteBuffer());
    }
}
