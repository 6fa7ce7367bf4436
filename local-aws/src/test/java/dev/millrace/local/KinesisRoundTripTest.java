package dev.millrace.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

class KinesisRoundTripTest {
    private static LocalAws aws;
    private static KinesisClient kinesis;
    private static KinesisAsyncClient async;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        kinesis = LocalClients.kinesis(aws.endpoint());
        async = LocalClients.kinesisAsync(aws.endpoint());
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        async.close();
        aws.close();
    }

    @Test
    void recordsComeBackInOrderWithTheirKeysAndSequenceNumbers() {
        kinesis.createStream(b -> b.streamName("round-trip").shardCount(1));
        var put = kinesis.putRecords(b -> b.streamName("round-trip").records(entries(10)));

        List<Record> records = read("round-trip", "shardId-000000000000");

        assertThat(put.failedRecordCount()).isZero();
        assertThat(records).extracting(Record::partitionKey).containsExactly(keys(10));
        assertThat(records)
                .extracting(Record::sequenceNumber)
                .containsExactlyElementsOf(
                        put.records().stream().map(r -> r.sequenceNumber()).toList());
    }

    @Test
    void timestampsKeepTheirMillisecondsInCborBothWays() {
        kinesis.createStream(b -> b.streamName("time").shardCount(1));
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        kinesis.putRecords(b -> b.streamName("time").records(entries(1)));
        Instant arrival = read("time", "shardId-000000000000").get(0).approximateArrivalTimestamp();

        String atArrival = kinesis.getShardIterator(b -> b.streamName("time")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(arrival))
                .shardIterator();

        assertThat(arrival).isBetween(before, Instant.now());
        assertThat(kinesis.getRecords(b -> b.shardIterator(atArrival)).records())
                .hasSize(1);
    }

    @Test
    void recordsPutOverHttp2ReachASubscriberOverHttp2() throws Exception {
        async.createStream(b -> b.streamName("fan-out").shardCount(1)).get(10, SECONDS);
        String streamArn = async.describeStreamSummary(b -> b.streamName("fan-out"))
                .get(10, SECONDS)
                .streamDescriptionSummary()
                .streamARN();
        String consumerArn = async.registerStreamConsumer(
                        b -> b.streamARN(streamArn).consumerName("app"))
                .get(10, SECONDS)
                .consumer()
                .consumerARN();
        var events = new LinkedBlockingQueue<SubscribeToShardEvent>();
        CompletableFuture<Void> subscription = async.subscribeToShard(
                b -> b.consumerARN(consumerArn)
                        .shardId("shardId-000000000000")
                        .startingPosition(p -> p.type(ShardIteratorType.TRIM_HORIZON)),
                SubscribeToShardResponseHandler.builder()
                        .subscriber(SubscribeToShardResponseHandler.Visitor.builder()
                                .onSubscribeToShardEvent(events::add)
                                .build())
                        .build());

        async.putRecords(b -> b.streamName("fan-out").records(entries(3))).get(10, SECONDS);

        assertThat(pushed(events, 3)).extracting(Record::partitionKey).containsExactly(keys(3));
        subscription.cancel(true);
    }

    /** A subscriber may be served in the middle of a request, so its records come in one event or in several. */
    private static List<Record> pushed(BlockingQueue<SubscribeToShardEvent> events, int count) throws Exception {
        List<Record> records = new ArrayList<>();
        while (records.size() < count) {
            SubscribeToShardEvent event = events.poll(10, SECONDS);
            assertThat(event).as("an event after %s records", records.size()).isNotNull();
            records.addAll(event.records());
        }
        return records;
    }

    private static List<Record> read(String stream, String shard) {
        String iterator = kinesis.getShardIterator(
                        b -> b.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return kinesis.getRecords(b -> b.shardIterator(iterator)).records();
    }

    private static List<PutRecordsRequestEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey("key-" + i)
                        .data(SdkBytes.fromUtf8String("data-" + i))
                        .build())
                .toList();
    }

    private static String[] keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key-" + i).toArray(String[]::new);
    }
}
