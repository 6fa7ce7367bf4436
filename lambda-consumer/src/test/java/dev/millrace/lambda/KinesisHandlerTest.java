package dev.millrace.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.handling.DeadLetter;
import dev.millrace.handling.Handling;
import dev.millrace.handling.Ordering;
import dev.millrace.handling.Origin;
import dev.millrace.handling.RecordHandler;
import dev.millrace.handling.RetryPolicy;
import dev.millrace.record.Codec;
import dev.millrace.record.StreamRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KinesisHandlerTest {
    private static final String NOTHING_FAILED = "{\"batchItemFailures\":[]}";
    private static final LambdaSettings ONE_BY_ONE = LambdaSettings.defaults().withConcurrency(1);

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final TestContext context = new TestContext();

    @Test
    void a_batch_that_is_handled_reports_nothing() throws IOException {
        String event = new TestEvent()
                .record("100", "u1", "one")
                .record("101", "u2", "two")
                .json();

        assertThat(answer(all(), event)).isEqualTo(NOTHING_FAILED);
        assertThat(handled).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void an_aggregate_is_taken_apart_and_each_record_knows_where_it_lies() throws IOException {
        List<StreamRecord> seen = new CopyOnWriteArrayList<>();
        Set<String> streams = ConcurrentHashMap.newKeySet();
        KinesisHandler<String> handler = handler(ONE_BY_ONE, (text, record) -> {
            seen.add(record.record());
            streams.add(record.stream());
        });

        answer(handler, new TestEvent().aggregate("4959", "u1=one", "u2=two").json());

        assertThat(seen).extracting(StreamRecord::partitionKey).containsExactly("u1", "u2");
        assertThat(seen).extracting(record -> record.position().toString()).containsExactly("4959:0", "4959:1");
        assertThat(seen.get(0).shardId()).isEqualTo(TestEvent.SHARD);
        assertThat(seen.get(0).approximateArrivalTimestamp()).isEqualTo(Instant.ofEpochMilli(1545084650987L));
        assertThat(streams).containsExactly("clicks");
    }

    @Test
    void an_aggregate_with_a_wrong_digest_is_one_plain_record() throws IOException {
        byte[] broken = TestEvent.aggregated("u1=one", "u2=two");
        broken[broken.length - 1] ^= 1;

        assertThat(answer(all(), new TestEvent().record("1", "a", broken).json()))
                .isEqualTo(NOTHING_FAILED);
        assertThat(handled).hasSize(1);
    }

    @Test
    void of_several_failures_the_lowest_sequence_number_is_reported_compared_as_an_integer() throws IOException {
        CountDownLatch hundredFailed = new CountDownLatch(1);
        KinesisHandler<String> handler = handler(LambdaSettings.defaults(), (text, record) -> {
            if (text.equals("ninety-nine")) {
                hundredFailed.await();
            } else {
                hundredFailed.countDown();
            }
            throw new IllegalStateException(text);
        });

        String answer = answer(
                handler,
                new TestEvent()
                        .record("99", "u1", "ninety-nine")
                        .record("100", "u2", "hundred")
                        .json());

        assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"99\"}]}");
    }

    @Test
    void a_record_inside_an_aggregate_is_reported_by_the_aggregates_sequence_number() throws IOException {
        String event = new TestEvent()
                .record("7", "u0", "zero")
                .aggregate("8", "u1=one", "u2=bad")
                .json();

        assertThat(answer(failingOn("bad"), event)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"8\"}]}");
    }

    @Test
    void what_failed_is_logged_without_its_data() throws IOException {
        answer(failingOn("secret"), new TestEvent().record("7", "u1", "secret").json());

        assertThat(context.log).singleElement().asString().contains(TestEvent.SHARD + " 7:0", "IllegalStateException");
        assertThat(context.log.get(0)).doesNotContain("secret");
    }

    @Test
    void nothing_is_started_after_a_record_failed_for_good() throws IOException {
        String event = new TestEvent()
                .record("1", "u1", "one")
                .record("2", "u2", "bad")
                .record("3", "u3", "three")
                .json();

        assertThat(answer(failingOn("bad", ONE_BY_ONE), event)).contains("\"2\"");
        assertThat(handled).containsExactly("one");
    }

    @Test
    void records_before_the_failed_one_are_handled_even_when_they_wait_behind_their_key() throws IOException {
        CountDownLatch failed = new CountDownLatch(1);
        KinesisHandler<String> handler = handler(LambdaSettings.defaults(), (text, record) -> {
            if (text.equals("bad")) {
                failed.countDown();
                throw new IllegalStateException("bad");
            }
            failed.await();
            handled.add(text);
        });
        String event = new TestEvent()
                .record("1", "u1", "one")
                .record("2", "u1", "two")
                .record("3", "u2", "bad")
                .json();

        assertThat(answer(handler, event)).contains("\"3\"");
        assertThat(handled).containsExactly("one", "two");
    }

    @Test
    void records_of_one_key_are_handled_in_order_and_keys_side_by_side() throws IOException {
        CountDownLatch bothRun = new CountDownLatch(2);
        Map<String, List<String>> byKey = new ConcurrentHashMap<>();
        KinesisHandler<String> handler = handler(LambdaSettings.defaults(), (text, record) -> {
            bothRun.countDown();
            bothRun.await();
            byKey.computeIfAbsent(
                            record.record().partitionKey(), key -> Collections.synchronizedList(new ArrayList<>()))
                    .add(text);
        });
        TestEvent event = new TestEvent();
        for (int i = 0; i < 100; i++) {
            event.record(String.valueOf(1_000 + i), "u" + i % 2, String.valueOf(i / 2));
        }

        assertThat(answer(handler, event.json())).isEqualTo(NOTHING_FAILED);
        List<String> inOrder = IntStream.range(0, 50).mapToObj(String::valueOf).toList();
        assertThat(byKey).containsEntry("u0", inOrder).containsEntry("u1", inOrder);
    }

    @Test
    void a_sequence_number_that_comes_twice_does_no_harm() throws IOException {
        String event = new TestEvent()
                .record("5", "u1", "once")
                .record("5", "u1", "again")
                .json();

        assertThat(answer(all(), event)).isEqualTo(NOTHING_FAILED);
        assertThat(handled).containsExactly("once", "again");
    }

    @Test
    void a_mapping_without_item_failures_is_told_by_an_exception() {
        KinesisHandler<String> handler =
                failingOn("bad", LambdaSettings.defaults().throwingOnFailure());
        String event = new TestEvent().record("1", "u1", "bad").json();

        assertThatThrownBy(() -> answer(handler, event))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining(TestEvent.SHARD + " 1:0")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_parked_record_counts_as_done_and_its_letter_names_stream_function_and_worker() throws IOException {
        List<DeadLetter> parked = new CopyOnWriteArrayList<>();
        KinesisHandler<String> handler = new KinesisHandler<>(failing("bad").withDeadLetters(letter -> {
            parked.add(letter);
            return CompletableFuture.completedFuture(null);
        }));

        String event = new TestEvent()
                .record("1", "u1", "bad")
                .record("2", "u1", "good")
                .json();

        assertThat(answer(handler, event)).isEqualTo(NOTHING_FAILED);
        assertThat(handled).containsExactly("good");
        assertThat(parked)
                .extracting(DeadLetter::origin)
                .containsExactly(new Origin("clicks", "clicks-function", "stream-1"));
    }

    @Test
    void when_the_time_is_nearly_up_the_first_record_not_handled_is_reported() throws IOException {
        KinesisHandler<String> handler = handler(ONE_BY_ONE, (text, record) -> {
            handled.add(text);
            context.remainingMillis = 900;
        });
        String event = new TestEvent()
                .record("1", "u1", "one")
                .record("2", "u2", "two")
                .record("3", "u3", "three")
                .json();

        assertThat(answer(handler, event)).contains("\"2\"");
        assertThat(handled).containsExactly("one");
    }

    @Test
    void when_the_time_is_nearly_up_no_retry_is_waited_for() throws IOException {
        context.remainingMillis = 1_100;
        Handling<String> patient = Handling.<String>of(Codec.utf8(), (text, record) -> {
                    throw new IllegalStateException(text);
                })
                .withRetry(RetryPolicy.forever(Duration.ofHours(1), Duration.ofHours(1)));
        String event = new TestEvent()
                .record("1", "u1", "one")
                .record("2", "u2", "two")
                .json();

        assertThat(answer(new KinesisHandler<>(patient, ONE_BY_ONE), event)).contains("\"1\"");
    }

    @Test
    void a_batch_without_records_is_a_success() throws IOException {
        assertThat(answer(all(), "{\"Records\": []}")).isEqualTo(NOTHING_FAILED);
    }

    @Test
    void what_no_kinesis_trigger_sends_is_refused_with_its_reason() {
        assertRefused("{\"detail-type\": \"Scheduled Event\"}", "without Records");
        assertRefused("[]", "START_ARRAY");
        assertRefused("{\"Records\": [{\"messageId\": \"1\", \"body\": \"from SQS\"}]}", "without");
        assertRefused("{\"Records\": ", "no JSON");
        assertRefused(new TestEvent().record("1", "u1", "x").json().replace("partitionKey", "other"), "partitionKey");
    }

    private void assertRefused(String event, String reason) {
        assertThatThrownBy(() -> answer(all(), event))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void one_handler_object_serves_several_invocations_at_once() throws Exception {
        KinesisHandler<String> handler = new KinesisHandler<>(failing("bad").withOrdering(Ordering.NONE));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<String>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> uncheckedAnswer(handler, i), threads))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                String expected = i % 2 == 0 ? NOTHING_FAILED : "\"" + (1_000 + i) + "\"";
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).contains(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String uncheckedAnswer(KinesisHandler<String> handler, int number) {
        try {
            String text = number % 2 == 0 ? "good" : "bad";
            return answer(
                    handler,
                    new TestEvent()
                            .record(String.valueOf(1_000 + number), "u", text)
                            .json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private KinesisHandler<String> all() {
        return handler(LambdaSettings.defaults(), (text, record) -> handled.add(text));
    }

    private KinesisHandler<String> failingOn(String bad) {
        return failingOn(bad, LambdaSettings.defaults());
    }

    private KinesisHandler<String> failingOn(String bad, LambdaSettings settings) {
        return new KinesisHandler<>(failing(bad), settings);
    }

    private Handling<String> failing(String bad) {
        return handling((text, record) -> {
            if (text.equals(bad)) {
                throw new IllegalStateException("does not go");
            }
            handled.add(text);
        });
    }

    private static KinesisHandler<String> handler(LambdaSettings settings, RecordHandler<String> handler) {
        return new KinesisHandler<>(handling(handler), settings);
    }

    private static Handling<String> handling(RecordHandler<String> handler) {
        return Handling.of(Codec.utf8(), handler).withRetry(RetryPolicy.none());
    }

    private String answer(KinesisHandler<String> handler, String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
        return output.toString(StandardCharsets.UTF_8);
    }
}
