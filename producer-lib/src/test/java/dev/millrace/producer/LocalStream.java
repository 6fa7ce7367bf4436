package dev.millrace.producer;

import dev.millrace.local.LocalAws;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.HashKey;
import dev.millrace.record.HashRange;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
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
import software.amazon.kinesis.retrieval.KinesisClientRecord;

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

    /** The same as KCL hands them over: parents before children. */
    List<KinesisClientRecord> asKclReadsIt() {
        List<KinesisClientRecord> found = new ArrayList<>();
        for (Shard shard : shards()) {
            List<StreamRecord> raw = new ArrayList<>();
            read(shard.shardId(), raw);
            raw.forEach(record -> found.addAll(Kcl.deaggregate(record, range(shard))));
        }
        return found;
    }

    private static HashRange range(Shard shard) {
        return new HashRange(
                HashKey.parse(shard.hashKeyRange().startingHashKey()),
                HashKey.parse(shard.hashKeyRange().endingHashKey()));
    }

    /** Splits or merges, depending on the number's parity. */
    void reshard(int number) {
        List<Shard> open = shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
        if (number % 2 == 1) {
            client.mergeShards(merge -> merge.streamName(name)
                            .shardToMerge(open.get(0).shardId())
                            .adjacentShardToMerge(open.get(1).shardId()))
                    .join();
        } else {
            Shard last = open.get(open.size() - 1);
            BigInteger start = new BigInteger(last.hashKeyRange().startingHashKey());
            BigInteger end = new BigInteger(last.hashKeyRange().endingHashKey());
            String middle = start.add(end).shiftRight(1).toString();
            client.splitShard(split ->
                            split.streamName(name).shardToSplit(last.shardId()).newStartingHashKey(middle))
                    .join();
        }
    }

    void delete() {
        client.deleteStream(delete -> delete.streamName(name)).join();
    }

    String arn() {
        return client.describeStreamSummary(describe -> describe.streamName(name))
                .join()
                .streamDescriptionSummary()
                .streamARN();
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
