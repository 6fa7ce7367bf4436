package dev.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Aws;
import dev.millrace.local.LocalAws;
import dev.millrace.record.UserRecord;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** The whole toolkit end to end: producer, stand-in, KCL, a child JVM under AWS's runtime client, replay. */
class DemoTest {
    private static final List<UserRecord> LINES = IntStream.range(0, 3_000)
            .mapToObj(i -> UserRecord.of("user-" + i * 7919 % 97, "user-" + i * 7919 % 97 + " line " + i % 50))
            .toList();

    @Test
    void everyCountAgreesThoughAShardIsSplitAndTwoAreMergedInTheMiddleOfTheRun() throws Exception {
        try (LocalAws local = LocalAws.start();
                KinesisAsyncClient kinesis = Aws.local(local.endpoint()).kinesis();
                KinesisAsyncClient fanOut = Aws.local(local.endpoint()).kinesisFanOut();
                DynamoDbAsyncClient dynamoDb = Aws.local(local.endpoint()).dynamoDb()) {
            DemoStack stack = new DemoStack(local, 2, kinesis, fanOut, dynamoDb);
            DemoReport report = new Demo(stack, LINES, new SilentScreen()).run(reshard(kinesis));
            assertThat(report.ok()).as("%s", report).isTrue();
            assertThat(report.consumer().distinct()).isEqualTo(3_000);
            assertThat(report.lambda()).isEqualTo(report.consumer());
            assertThat(report.replay().records()).isBetween(1, report.consumer().records());
            assertThat(report.checkpoints()).hasSize(5).containsEntry("shardId-000000000000", "SHARD_END");
        }
    }

    private static IntConsumer reshard(KinesisAsyncClient kinesis) {
        return line -> {
            if (line == 1_000) {
                kinesis.splitShard(request -> request.streamName(DemoStack.STREAM)
                                .shardToSplit("shardId-000000000000")
                                .newStartingHashKey("85070591730234615865843651857942052864"))
                        .join();
            } else if (line == 2_000) {
                List<String> open = openShards(kinesis);
                kinesis.mergeShards(request -> request.streamName(DemoStack.STREAM)
                                .shardToMerge(open.get(1))
                                .adjacentShardToMerge(open.get(0)))
                        .join();
            }
        };
    }

    /** The open shards; the two that the split made come last, in the order of their ranges. */
    private static List<String> openShards(KinesisAsyncClient kinesis) {
        return kinesis.listShards(request -> request.streamName(DemoStack.STREAM)).join().shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .map(Shard::shardId)
                .skip(1)
                .toList();
    }

    private static final class SilentScreen implements Demo.Screen {
        @Override
        public void progress(Supplier<String> line) {}

        @Override
        public void say(String line) {}
    }
}
