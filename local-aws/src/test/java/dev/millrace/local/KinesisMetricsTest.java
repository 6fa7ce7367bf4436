package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.local.fault.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class KinesisMetricsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Dimension STREAM =
            Dimension.builder().name("StreamName").value("s").build();

    private static final PutRecordsRequestEntry ENTRY = PutRecordsRequestEntry.builder()
            .partitionKey("k")
            .data(SdkBytes.fromByteArray(new byte[30]))
            .build();

    @Test
    void whatPassesThroughAStreamIsMeasuredAndAnAlarmSeesHowFarAReaderIsBehind() {
        TurnableClock clock = TurnableClock.at(NOON);
        try (LocalAws aws = LocalAws.builder().clock(clock).start();
                KinesisClient kinesis = LocalClients.kinesis(aws.endpoint());
                CloudWatchClient cloudWatch = LocalClients.cloudWatch(aws.endpoint())) {
            kinesis.createStream(b -> b.streamName("s").shardCount(1));
            put(kinesis, 2);
            putThrottled(kinesis, aws.faults());
            clock.advance(Duration.ofMinutes(10));
            put(kinesis, 1);
            read(kinesis, aws.faults());

            assertThat(sum(cloudWatch, "IncomingRecords")).isEqualTo(3);
            assertThat(sum(cloudWatch, "IncomingBytes")).isEqualTo(90);
            assertThat(sum(cloudWatch, "PutRecords.SuccessfulRecords")).isEqualTo(3);
            assertThat(sum(cloudWatch, "PutRecords.ThrottledRecords")).isEqualTo(2);
            assertThat(sum(cloudWatch, "WriteProvisionedThroughputExceeded")).isEqualTo(2);
            assertThat(sum(cloudWatch, "ReadProvisionedThroughputExceeded")).isEqualTo(1);
            assertThat(sum(cloudWatch, "GetRecords.Records")).isEqualTo(1);
            assertThat(sum(cloudWatch, "GetRecords.IteratorAgeMilliseconds")).isEqualTo(600_000);

            cloudWatch.putMetricAlarm(b -> b.alarmName("behind")
                    .namespace("AWS/Kinesis")
                    .metricName("GetRecords.IteratorAgeMilliseconds")
                    .dimensions(STREAM)
                    .statistic(Statistic.MAXIMUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(300_000.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
            clock.advance(Duration.ofMinutes(1));
            assertThat(cloudWatch.describeAlarms().metricAlarms().get(0).stateValue())
                    .isEqualTo(StateValue.ALARM);
        }
    }

    private static void put(KinesisClient kinesis, int count) {
        kinesis.putRecords(b -> b.streamName("s").records(Collections.nCopies(count, ENTRY)));
    }

    private static void putThrottled(KinesisClient kinesis, Faults faults) {
        faults.on("PutRecords").times(2).throttle();
        put(kinesis, 2);
    }

    private static void read(KinesisClient kinesis, Faults faults) {
        String iterator = kinesis.getShardIterator(b -> b.streamName("s")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        kinesis.getRecords(b -> b.shardIterator(iterator).limit(1));
        faults.on("GetRecords").times(1).throttle();
        assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                .isThrownBy(() -> kinesis.getRecords(b -> b.shardIterator(iterator)));
    }

    private static double sum(CloudWatchClient cloudWatch, String metric) {
        return cloudWatch
                .getMetricStatistics(b -> b.namespace("AWS/Kinesis")
                        .metricName(metric)
                        .dimensions(STREAM)
                        .period(3600)
                        .startTime(NOON)
                        .endTime(NOON.plusSeconds(3600))
                        .statistics(Statistic.SUM))
                .datapoints()
                .stream()
                .mapToDouble(Datapoint::sum)
                .sum();
    }
}
