package dev.millrace.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.local.lambda.EventSourceMapping;
import dev.millrace.local.lambda.InProcessFunction;
import dev.millrace.local.lambda.MappingSettings;
import dev.millrace.local.lambda.StartingPosition;
import dev.millrace.local.server.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** A mapping on the stand-in's own Kinesis. */
class LambdaTriggerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEYS = 20;
    private static LocalAws aws;
    private static KinesisClient kinesis;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().limits(false).start();
        kinesis = LocalClients.kinesis(aws.endpoint());
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        aws.close();
    }

    @Test
    void each_record_arrives_in_its_keys_order_through_a_split_and_a_merge() throws Exception {
        kinesis.createStream(b -> b.streamName("resharded").shardCount(2));
        Arrivals arrivals = new Arrivals(60 * KEYS);
        try (InProcessFunction function = function(arrivals);
                EventSourceMapping mapping = aws.attach(arn("resharded"), function, fast())) {
            put("resharded", 0, 20);
            kinesis.splitShard(b -> b.streamName("resharded")
                    .shardToSplit("shardId-000000000000")
                    .newStartingHashKey("1000"));
            put("resharded", 20, 40);
            kinesis.mergeShards(b -> b.streamName("resharded")
                    .shardToMerge("shardId-000000000003")
                    .adjacentShardToMerge("shardId-000000000001"));
            put("resharded", 40, 60);

            assertThat(arrivals.all.await(30, SECONDS)).isTrue();

            List<Integer> inOrder = IntStream.range(0, 60).boxed().toList();
            assertThat(arrivals.byKey)
                    .hasSize(KEYS)
                    .allSatisfy((key, numbers) -> assertThat(numbers).isEqualTo(inOrder));
            assertThat(mapping.counts().recordsRead()).isEqualTo(60 * KEYS);
        }
    }

    @Test
    void mappings_are_made_and_looked_at_and_deleted_by_lambdas_own_client() throws Exception {
        kinesis.createStream(b -> b.streamName("by-api").shardCount(1));
        Arrivals arrivals = new Arrivals(KEYS);
        List<String> told = new CopyOnWriteArrayList<>();
        aws.lambda().destination("arn:aws:sqs:us-east-1:000000000000:failed", record -> {
            told.add(record.message());
            return CompletableFuture.completedFuture(null);
        });
        try (InProcessFunction function = function(arrivals);
                LambdaClient lambda = LocalClients.lambda(aws.endpoint())) {
            aws.lambda().register(function);
            String id = lambda.createEventSourceMapping(b -> b.eventSourceArn(arn("by-api"))
                            .functionName("arn:aws:lambda:us-east-1:000000000000:function:arrivals")
                            .startingPosition(EventSourcePosition.TRIM_HORIZON)
                            .batchSize(7)
                            .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                            .destinationConfig(
                                    d -> d.onFailure(f -> f.destination("arn:aws:sqs:us-east-1:000000000000:failed"))))
                    .uuid();
            put("by-api", 0, 1);
            assertThat(arrivals.all.await(30, SECONDS)).isTrue();

            var found = lambda.getEventSourceMapping(b -> b.uuid(id));
            assertThat(found.state()).isEqualTo("Enabled");
            assertThat(found.batchSize()).isEqualTo(7);
            assertThat(found.functionResponseTypesAsStrings()).containsExactly("ReportBatchItemFailures");
            assertThat(found.lastModified()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            assertThat(lambda.listEventSourceMappings(
                                    b -> b.functionName("arrivals").eventSourceArn(arn("by-api")))
                            .eventSourceMappings())
                    .extracting(EventSourceMappingConfiguration::uuid)
                    .containsExactly(id);
            assertThatThrownBy(() -> lambda.createEventSourceMapping(b -> b.eventSourceArn(arn("by-api"))
                            .functionName("arrivals")
                            .startingPosition(EventSourcePosition.LATEST)))
                    .isInstanceOf(ResourceConflictException.class)
                    .hasMessageContaining(id);

            lambda.deleteEventSourceMapping(b -> b.uuid(id));
            assertThatThrownBy(() -> lambda.getEventSourceMapping(b -> b.uuid(id)))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void what_a_mapping_cannot_be_made_of_is_refused_in_lambdas_words() {
        try (InProcessFunction function = function(new Arrivals(0));
                LambdaClient lambda = LocalClients.lambda(aws.endpoint())) {
            aws.lambda().register(function);
            assertThatThrownBy(() -> lambda.createEventSourceMapping(b -> b.eventSourceArn(arn("s"))
                            .functionName("nobody")
                            .startingPosition(EventSourcePosition.LATEST)))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
            assertThatThrownBy(() -> lambda.createEventSourceMapping(b -> b.eventSourceArn(arn("nowhere"))
                            .functionName("arrivals")
                            .startingPosition(EventSourcePosition.LATEST)))
                    .isInstanceOf(InvalidParameterValueException.class)
                    .hasMessageContaining("Stream not found");
            assertThatThrownBy(() -> lambda.createEventSourceMapping(b -> b.eventSourceArn(arn("s"))
                            .functionName("arrivals")
                            .batchSize(10_001)
                            .startingPosition(EventSourcePosition.LATEST)))
                    .isInstanceOf(InvalidParameterValueException.class)
                    .hasMessageContaining("BatchSize 10001");
            assertThatThrownBy(() -> lambda.createEventSourceMapping(b -> b.eventSourceArn(arn("s"))
                            .functionName("arrivals")
                            .startingPosition(EventSourcePosition.AT_TIMESTAMP)
                            .startingPositionTimestamp(Instant.parse("2999-01-01T00:00:00Z"))))
                    .isInstanceOf(InvalidParameterValueException.class)
                    .hasMessageContaining("2999-01-01T00:00:00Z is in the future");
            assertThatThrownBy(() -> lambda.createEventSourceMapping(b -> b.eventSourceArn(arn("s"))
                            .functionName("arrivals")
                            .tumblingWindowInSeconds(60)
                            .startingPosition(EventSourcePosition.LATEST)))
                    .hasMessageContaining("TumblingWindowInSeconds is not available here");
            assertThatThrownBy(() ->
                            lambda.updateEventSourceMapping(b -> b.uuid("x").batchSize(1)))
                    .hasMessageContaining("UpdateEventSourceMapping");
        }
    }

    @Test
    void a_mapping_on_no_stream_says_so() {
        try (InProcessFunction function = function(new Arrivals(0));
                EventSourceMapping mapping = aws.attach(arn("nowhere"), function, fast())) {
            assertThatThrownBy(() -> mapping.ready().toCompletableFuture().get(10, SECONDS))
                    .hasRootCauseInstanceOf(AwsException.class)
                    .hasMessageContaining("nowhere");
        }
    }

    /** What the function was given, by partition key. */
    private static final class Arrivals {
        final Map<String, List<Integer>> byKey = new TreeMap<>();
        final CountDownLatch all;

        Arrivals(int expected) {
            all = new CountDownLatch(expected);
        }

        void add(JsonNode record) {
            byte[] data = Base64.getDecoder().decode(record.path("data").asText());
            byKey.computeIfAbsent(record.path("partitionKey").asText(), key -> new ArrayList<>())
                    .add(Integer.valueOf(new String(data, StandardCharsets.UTF_8)));
            all.countDown();
        }
    }

    private static InProcessFunction function(Arrivals arrivals) {
        RequestStreamHandler handler = (input, output, context) ->
                JSON.readTree(input).path("Records").forEach(record -> arrivals.add(record.path("kinesis")));
        return InProcessFunction.of("arrivals", handler, Duration.ofMinutes(1), line -> {});
    }

    private static MappingSettings fast() {
        return MappingSettings.startingAt(StartingPosition.trimHorizon()).withPollInterval(Duration.ofMillis(20));
    }

    private static void put(String stream, int from, int to) {
        for (int number = from; number < to; number++) {
            SdkBytes data = SdkBytes.fromUtf8String(String.valueOf(number));
            List<PutRecordsRequestEntry> entries = IntStream.range(0, KEYS)
                    .mapToObj(key -> PutRecordsRequestEntry.builder()
                            .partitionKey("key-" + key)
                            .data(data)
                            .build())
                    .toList();
            assertThat(kinesis.putRecords(b -> b.streamName(stream).records(entries))
                            .failedRecordCount())
                    .isZero();
        }
    }

    private static String arn(String stream) {
        return "arn:aws:kinesis:us-east-1:000000000000:stream/" + stream;
    }
}
