package dev.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.local.server.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventSourceMappingTest {
    private static final String STREAM_ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/clicks";
    private static final MappingSettings OLDEST = MappingSettings.startingAt(StartingPosition.trimHorizon());

    private final ManualLoop loop = new ManualLoop();
    private final FakeStream stream = new FakeStream().shard("shardId-000000000000");
    private final FakeFunction function = new FakeFunction();

    @Test
    void an_event_is_what_lambda_sends() throws Exception {
        String number = stream.put("shardId-000000000000", "user-1", "Hello", ManualLoop.START.plusMillis(987));

        start(OLDEST);

        JsonNode expected = new ObjectMapper().readTree("""
                {"Records": [{
                  "kinesis": {"kinesisSchemaVersion": "1.0", "partitionKey": "user-1", "sequenceNumber": "%s",
                    "data": "SGVsbG8=", "approximateArrivalTimestamp": 1767225600.987},
                  "eventSource": "aws:kinesis", "eventVersion": "1.0", "eventID": "shardId-000000000000:%s",
                  "eventName": "aws:kinesis:record", "invokeIdentityArn": "arn:aws:iam::000000000000:role/lambda-role",
                  "awsRegion": "eu-west-1", "eventSourceARN": "%s"}]}""".formatted(number, number, STREAM_ARN));
        assertThat(function.events).containsExactly(expected);
    }

    @Test
    void batches_hold_no_more_than_their_size_and_come_one_at_a_time() {
        putAll("a", "b", "c", "d", "e");
        function.holding();
        EventSourceMapping mapping = start(OLDEST.withBatchSize(2));
        assertThat(function.batches).containsExactly(List.of("a", "b"));

        answerHeld(0);
        answerHeld(1);
        answerHeld(2);

        assertThat(function.batches).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(mapping.counts()).isEqualTo(new MappingCounts(5, 5, 0, 3, 0));
    }

    @Test
    void a_batch_stays_below_lambdas_payload_limit() {
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 10; i++) {
            stream.put("shardId-000000000000", large);
        }

        start(OLDEST.withBatchSize(100));

        assertThat(function.batches).extracting(List::size).containsExactly(4, 4, 2);
    }

    @Test
    void a_window_gathers_records_until_it_is_over() {
        start(OLDEST.withBatchingWindow(Duration.ofSeconds(5)));
        putAll("a");
        loop.advance(Duration.ofSeconds(3));
        putAll("b");
        loop.advance(Duration.ofSeconds(2));
        assertThat(function.batches).isEmpty();

        loop.advance(Duration.ofSeconds(2));

        assertThat(function.batches).containsExactly(List.of("a", "b"));
    }

    @Test
    void a_full_batch_does_not_wait_for_its_window() {
        start(OLDEST.withBatchingWindow(Duration.ofMinutes(5)).withBatchSize(2));
        putAll("a", "b", "c");

        loop.advance(Duration.ofSeconds(1));

        assertThat(function.batches).containsExactly(List.of("a", "b"));
    }

    @Test
    void an_idle_shard_is_read_once_a_second() {
        start(OLDEST);
        int before = stream.reads;

        loop.advance(Duration.ofSeconds(10));

        assertThat(stream.reads - before).isEqualTo(10);
    }

    @Test
    void a_shard_is_read_no_further_than_its_batches_need_while_the_function_is_busy() {
        stream.pageSize(2);
        function.holding();
        putAll("a", "b", "c", "d", "e", "f", "g", "h");

        EventSourceMapping mapping = start(OLDEST.withBatchSize(2));
        loop.advance(Duration.ofMinutes(1));

        assertThat(mapping.counts().recordsRead()).isEqualTo(4);
    }

    @Test
    void latest_starts_with_what_comes_after_the_mapping_is_ready() {
        putAll("before");
        EventSourceMapping mapping = start(MappingSettings.startingAt(StartingPosition.latest()));
        assertThat(mapping.ready()).isCompleted();
        putAll("after");

        loop.advance(Duration.ofSeconds(1));

        assertThat(function.batches).containsExactly(List.of("after"));
    }

    @Test
    void at_timestamp_starts_with_what_arrived_then() {
        stream.put("shardId-000000000000", "key", "old", ManualLoop.START.minusSeconds(10));
        stream.put("shardId-000000000000", "key", "new", ManualLoop.START.minusSeconds(5));

        start(MappingSettings.startingAt(StartingPosition.at(ManualLoop.START.minusSeconds(5))));

        assertThat(function.batches).containsExactly(List.of("new"));
    }

    @Test
    void a_child_is_read_only_after_its_parents_records_are_done_with() {
        putAll("parent");
        stream.shard("shardId-000000000001", "shardId-000000000000");
        stream.shard("shardId-000000000002", "shardId-000000000000");
        stream.put("shardId-000000000001", "left");
        stream.put("shardId-000000000002", "right");
        function.holding();
        start(OLDEST);
        loop.advance(Duration.ofMinutes(1));
        assertThat(function.batches).containsExactly(List.of("parent"));

        answerHeld(0);

        assertThat(function.batches).containsExactlyInAnyOrder(List.of("parent"), List.of("left"), List.of("right"));
    }

    @Test
    void a_merged_shard_waits_for_both_of_its_parents() {
        stream.shard("shardId-000000000001");
        putAll("one");
        stream.put("shardId-000000000001", "two");
        stream.shard("shardId-000000000002", "shardId-000000000000", "shardId-000000000001");
        stream.put("shardId-000000000002", "merged");
        function.holding();
        start(OLDEST);

        answerHeld(0);
        assertThat(function.batches).hasSize(2);
        answerHeld(1);

        assertThat(function.batches.get(2)).containsExactly("merged");
    }

    @Test
    void a_mapping_at_latest_follows_a_later_split_from_the_childrens_start() {
        start(MappingSettings.startingAt(StartingPosition.latest()));
        putAll("parent");
        stream.shard("shardId-000000000001", "shardId-000000000000");
        stream.put("shardId-000000000001", "child");

        loop.advance(Duration.ofSeconds(1));

        assertThat(function.batches).containsExactly(List.of("parent"), List.of("child"));
    }

    @Test
    void an_expired_iterator_is_replaced_where_reading_stopped() {
        EventSourceMapping mapping = start(OLDEST);
        putAll("a");
        loop.advance(Duration.ofSeconds(1));
        stream.failRead(AwsException.badRequest("ExpiredIteratorException", "expired"));
        putAll("b");

        loop.advance(Duration.ofSeconds(2));

        assertThat(function.batches).containsExactly(List.of("a"), List.of("b"));
        assertThat(mapping.counts().recordsRead()).isEqualTo(2);
    }

    @Test
    void an_iterator_at_latest_that_expired_before_the_first_record_skips_nothing() {
        stream.put("shardId-000000000000", "key", "before", ManualLoop.START.minusMillis(1));
        start(MappingSettings.startingAt(StartingPosition.latest()));
        stream.failRead(AwsException.badRequest("ExpiredIteratorException", "expired"));
        putAll("after");

        loop.advance(Duration.ofSeconds(3));

        assertThat(function.batches).containsExactly(List.of("after"));
    }

    @Test
    void a_throttled_read_is_tried_again() {
        putAll("a");
        stream.failRead(AwsException.badRequest("ProvisionedThroughputExceededException", "too fast"));
        start(OLDEST);
        assertThat(function.batches).isEmpty();

        loop.advance(Duration.ofSeconds(1));

        assertThat(function.batches).containsExactly(List.of("a"));
    }

    @Test
    void batches_of_one_shard_run_side_by_side_but_never_two_with_the_same_key() {
        for (int i = 0; i < 40; i++) {
            stream.put("shardId-000000000000", "k" + i % 8, "k" + i % 8 + ":" + i / 8, ManualLoop.START);
        }
        function.holding();
        start(OLDEST.withParallelizationFactor(4).withBatchSize(3));

        assertThat(function.batches).hasSize(4);
        assertThat(function.batches.stream()
                        .flatMap(batch ->
                                batch.stream().map(data -> data.substring(0, 2)).distinct()))
                .doesNotHaveDuplicates();
        for (int i = 0; i < function.held.size(); i++) {
            answerHeld(i);
        }
        List<String> all = function.batches.stream().flatMap(List::stream).toList();
        for (int key = 0; key < 8; key++) {
            String prefix = "k" + key + ":";
            assertThat(all.stream().filter(data -> data.startsWith(prefix)))
                    .containsExactly(prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4);
        }
    }

    @Test
    void a_closed_mapping_neither_reads_nor_invokes() {
        EventSourceMapping mapping = start(OLDEST);
        mapping.close();
        putAll("a");
        int reads = stream.reads;

        loop.advance(Duration.ofMinutes(1));

        assertThat(function.batches).isEmpty();
        assertThat(stream.reads).isEqualTo(reads);
    }

    private EventSourceMapping start(MappingSettings settings) {
        EventSourceMapping mapping = EventSourceMapping.start(stream, STREAM_ARN, function, settings, loop);
        loop.settle();
        return mapping;
    }

    private void putAll(String... data) {
        for (String each : data) {
            stream.put("shardId-000000000000", each);
        }
    }

    private void answerHeld(int index) {
        CompletableFuture<byte[]> answer = function.held.get(index);
        answer.complete("{}".getBytes(StandardCharsets.UTF_8));
        loop.settle();
    }
}
