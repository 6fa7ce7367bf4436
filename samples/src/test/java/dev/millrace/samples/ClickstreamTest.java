package dev.millrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.LocalAws;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import dev.millrace.record.UserRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The samples as a user would run them: everything they need of AWS comes from the SDK's own settings. */
class ClickstreamTest {
    private static final Map<String, String> SETTINGS =
            Map.of("aws.region", "us-east-1", "aws.accessKeyId", "test", "aws.secretAccessKey", "test");
    private static final String SHARD = "shardId-000000000000";

    private static LocalAws local;

    @BeforeAll
    static void start() {
        local = LocalAws.start();
        SETTINGS.forEach(System::setProperty);
        System.setProperty("aws.endpointUrl", local.endpoint().toString());
    }

    @AfterAll
    static void stop() {
        SETTINGS.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrl");
        local.close();
    }

    @Test
    void everyClickIsInTheStreamInOrderOncePutReturns() {
        List<UserRecord> clicks = IntStream.range(0, 100)
                .mapToObj(i -> UserRecord.of("user-" + i % 7, "click " + i))
                .toList();
        try (KinesisAsyncClient kinesis = KinesisAsyncClient.create()) {
            kinesis.createStream(request -> request.streamName("clicks").shardCount(1))
                    .join();
            Clickstream.put("clicks", clicks.stream());
            assertThat(everythingIn(kinesis)).isEqualTo(clicks);
        }
    }

    private static List<UserRecord> everythingIn(KinesisAsyncClient kinesis) {
        String iterator = kinesis.getShardIterator(
                        request -> request.streamName("clicks").shardId(SHARD).shardIteratorType("TRIM_HORIZON"))
                .join()
                .shardIterator();
        List<StreamRecord> records =
                kinesis.getRecords(request -> request.shardIterator(iterator)).join().records().stream()
                        .map(ClickstreamTest::raw)
                        .toList();
        return Deaggregator.deaggregate(records).stream()
                .map(StreamRecord::userRecord)
                .toList();
    }

    private static StreamRecord raw(Record record) {
        return StreamRecord.of(
                SHARD,
                new SequenceNumber(record.sequenceNumber()),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                record.data().asByteBuffer());
    }
}
