package dev.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/clicks";
    private static final MappingSettings OLDEST = MappingSettings.startingAt(StartingPosition.trimHorizon());
    private static final MappingSettings REPORTING = OLDEST.withReportBatchItemFailures(true);

    private final ManualLoop loop = new ManualLoop();
    private final FakeStream stream = new FakeStream().shard("shardId-000000000000");
    private final FakeFunction function = new FakeFunction();

    @Test
    void a_failed_batch_comes_again_whole_and_later_records_wait_for_it() {
        AtomicInteger calls = new AtomicInteger();
        function.answering(batch -> {
            if (calls.incrementAndGet() <= 2) {
                throw new FunctionErrorException("java.lang.Exception", "not yet");
            }
            return "{}";
        });
        put("a", "b", "c");

        EventSourceMapping mapping = start(OLDEST.withBatchSize(2));
        loop.advance(Duration.ofMinutes(1));

        assertThat(function.batches)
                .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"), List.of("c"));
        assertThat(mapping.counts()).isEqualTo(new MappingCounts(3, 3, 0, 4, 2));
    }

    @Test
    void the_wait_between_tries_doubles_up_to_twelve_point_eight_seconds() {
        put("bad");
        function.failingOn("bad");

        start(OLDEST);
        loop.advance(Duration.ofMillis(100 + 200 + 400));
        assertThat(function.batches).hasSize(4);
        loop.advance(Duration.ofMillis(800 + 1_600 + 3_200 + 6_400 + 12_800));
        assertThat(function.batches).hasSize(9);

        loop.advance(Duration.ofMillis(12_800));
        assertThat(function.batches).hasSize(10);
    }

    @Test
    void a_batch_is_given_up_when_its_retries_are_used_up() {
        put("a", "bad", "c");
        function.failingOn("bad");

        EventSourceMapping mapping = start(OLDEST.withBatchSize(2).withMaximumRetryAttempts(2));
        loop.advance(Duration.ofMinutes(1));

        assertThat(function.batches)
                .containsExactly(List.of("a", "bad"), List.of("a", "bad"), List.of("a", "bad"), List.of("c"));
        assertThat(mapping.counts()).isEqualTo(new MappingCounts(3, 1, 2, 4, 3));
    }

    @Test
    void bisection_closes_in_on_the_record_that_fails_and_costs_no_retries() {
        put("a", "b", "bad", "d");
        function.failingOn("bad");

        EventSourceMapping mapping =
                start(OLDEST.withBisectBatchOnFunctionError(true).withMaximumRetryAttempts(0));
        loop.advance(Duration.ofMinutes(1));

        assertThat(function.batches)
                .containsExactly(
                        List.of("a", "b", "bad", "d"),
                        List.of("a", "b"),
                        List.of("bad", "d"),
                        List.of("bad"),
                        List.of("d"));
        assertThat(mapping.counts().recordsHandled()).isEqualTo(3);
        assertThat(mapping.counts().recordsDiscarded()).isEqualTo(1);
    }

    @Test
    void records_past_their_age_are_given_up_and_the_younger_ones_go_on() {
        stream.put("shardId-000000000000", "key", "old", ManualLoop.START.minusSeconds(59));
        stream.put("shardId-000000000000", "key", "young", ManualLoop.START);
        AtomicInteger calls = new AtomicInteger();
        function.answering(batch -> {
            if (batch.contains("old")) {
                calls.incrementAndGet();
                throw new FunctionErrorException("java.lang.Exception", "no");
            }
            return "{}";
        });

        EventSourceMapping mapping = start(OLDEST.withMaximumRecordAge(Duration.ofSeconds(60)));
        loop.advance(Duration.ofMinutes(1));

        assertThat(calls).hasValueGreaterThan(1);
        assertThat(function.batches).endsWith(List.of("young"));
        assertThat(mapping.counts().recordsDiscarded()).isEqualTo(1);
        assertThat(mapping.counts().recordsHandled()).isEqualTo(1);
    }

    @Test
    void a_record_too_large_for_an_invocation_never_reaches_the_function() {
        put("x".repeat(5_000_000), "small");

        EventSourceMapping mapping = start(OLDEST.withMaximumRetryAttempts(0));
        loop.advance(Duration.ofSeconds(1));

        assertThat(function.batches).containsExactly(List.of("small"));
        assertThat(mapping.counts().recordsDiscarded()).isEqualTo(1);
    }

    @Test
    void a_reported_record_and_all_after_it_come_again_and_those_before_do_not() {
        put("a", "b", "c");
        String second = "1001";
        AtomicInteger calls = new AtomicInteger();
        function.answering(batch -> calls.incrementAndGet() == 1 ? failures(second) : "{}");

        EventSourceMapping mapping = start(REPORTING);
        loop.advance(Duration.ofSeconds(1));

        assertThat(function.batches).containsExactly(List.of("a", "b", "c"), List.of("b", "c"));
        assertThat(mapping.counts()).isEqualTo(new MappingCounts(3, 3, 0, 2, 1));
    }

    @Test
    void of_several_reported_records_the_lowest_counts() {
        put("a", "b", "c");
        AtomicInteger calls = new AtomicInteger();
        function.answering(batch -> calls.incrementAndGet() == 1 ? failures("1002", "1001") : null + "");

        start(REPORTING);
        loop.advance(Duration.ofSeconds(1));

        assertThat(function.batches.get(1)).containsExactly("b", "c");
    }

    @Test
    void progress_gives_the_rest_all_its_retries_again() {
        put("a", "b", "c");
        function.answering(batch -> failures(String.valueOf(1_003 - Math.max(1, batch.size() - 1))));

        EventSourceMapping mapping = start(REPORTING.withMaximumRetryAttempts(1));
        loop.advance(Duration.ofMinutes(1));

        assertThat(function.batches)
                .containsExactly(List.of("a", "b", "c"), List.of("b", "c"), List.of("c"), List.of("c"));
        assertThat(mapping.counts().recordsDiscarded()).isEqualTo(1);
    }

    @Test
    void an_identifier_that_names_no_record_fails_the_whole_batch() {
        for (String bad : List.of("\"\"", "null", "\"4711\"", "\"x\"")) {
            assertThat(retriedAfter("{\"batchItemFailures\":[{\"itemIdentifier\":" + bad + "}]}"))
                    .as(bad)
                    .containsExactly("a", "b");
        }
        assertThat(retriedAfter("{\"batchItemFailures\":[{\"id\":\"1001\"}]}")).containsExactly("a", "b");
    }

    @Test
    void an_empty_answer_is_success() {
        for (String fine :
                List.of("", "null", "{}", "{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}", "\"ok\"")) {
            assertThat(retriedAfter(fine)).as(fine).isEmpty();
        }
    }

    @Test
    void without_item_failures_the_answer_is_not_read() {
        put("a");
        function.answering(batch -> failures("1000"));

        EventSourceMapping mapping = start(OLDEST);
        loop.advance(Duration.ofMinutes(1));

        assertThat(mapping.counts()).isEqualTo(new MappingCounts(1, 1, 0, 1, 0));
    }

    @Test
    void what_is_given_up_is_told_as_lambda_tells_it() throws Exception {
        put("a", "bad");
        function.failingOn("bad");
        List<FailureRecord> told = new ArrayList<>();

        EventSourceMapping mapping = start(OLDEST.withMaximumRetryAttempts(1).withOnFailure(record -> {
            told.add(record);
            return CompletableFuture.completedFuture(null);
        }));
        loop.advance(Duration.ofSeconds(1));

        ObjectNode message = (ObjectNode) JSON.readTree(told.get(0).message());
        assertThat(((ObjectNode) message.path("requestContext"))
                        .remove("requestId")
                        .asText())
                .hasSize(36);
        assertThat(message).isEqualTo(JSON.readTree("""
                {"requestContext": {"functionArn": "arn:aws:lambda:us-east-1:000000000000:function:fake",
                   "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 2},
                 "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
                 "version": "1.0", "timestamp": "2026-01-01T00:00:00.100Z",
                 "KinesisBatchInfo": {"shardId": "shardId-000000000000", "startSequenceNumber": "1000",
                   "endSequenceNumber": "1001", "approximateArrivalOfFirstRecord": "2026-01-01T00:00:00.000Z",
                   "approximateArrivalOfLastRecord": "2026-01-01T00:00:00.000Z", "batchSize": 2,
                   "streamArn": "%s"}}""".formatted(STREAM_ARN)));
        JsonNode payload = JSON.readTree(
                JSON.readTree(told.get(0).object()).path("payload").asText());
        assertThat(payload).isEqualTo(function.events.get(0));
        assertThat(told.get(0).key())
                .matches("aws/lambda/" + mapping.id()
                        + "/shardId-000000000000/2026/01/01/2026-01-01T00.00.00-[0-9a-f-]{36}");
    }

    @Test
    void a_bad_answer_is_told_without_a_function_error() throws Exception {
        put("a");
        function.answering(batch -> failures(""));
        List<String> told = new ArrayList<>();

        start(REPORTING.withMaximumRetryAttempts(0).withOnFailure(record -> {
            told.add(record.message());
            throw new IllegalStateException("the destination is down");
        }));
        put("b");
        loop.advance(Duration.ofSeconds(2));

        assertThat(JSON.readTree(told.get(0))
                        .path("responseContext")
                        .path("functionError")
                        .isNull())
                .isTrue();
        assertThat(function.batches).containsExactly(List.of("a"), List.of("b"));
    }

    /** What comes again of a batch of two after this answer. */
    private static List<String> retriedAfter(String answer) {
        DeliveryTest test = new DeliveryTest();
        test.put("a", "b");
        AtomicInteger calls = new AtomicInteger();
        test.function.answering(batch -> calls.incrementAndGet() == 1 ? answer : "{}");
        test.start(REPORTING);
        test.loop.advance(Duration.ofSeconds(1));
        return test.function.batches.size() == 1 ? List.of() : test.function.batches.get(1);
    }

    private static String failures(String... identifiers) {
        StringBuilder items = new StringBuilder();
        for (String identifier : identifiers) {
            items.append(items.isEmpty() ? "" : ",").append("{\"itemIdentifier\":\"" + identifier + "\"}");
        }
        return "{\"batchItemFailures\":[" + items + "]}";
    }

    private EventSourceMapping start(MappingSettings settings) {
        EventSourceMapping mapping = EventSourceMapping.start(stream, STREAM_ARN, function, settings, loop);
        loop.settle();
        return mapping;
    }

    private void put(String... data) {
        for (String each : data) {
            stream.put("shardId-000000000000", each);
        }
    }
}
