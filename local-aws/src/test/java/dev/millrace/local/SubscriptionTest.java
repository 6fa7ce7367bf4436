package dev.millrace.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Enhanced fan-out through the SDK over HTTP/2, on a clock that the test turns. */
class SubscriptionTest {
    private static final StartingPosition OLDEST =
            StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
    private static final TurnableClock CLOCK = TurnableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private static LocalAws aws;
    private static RawKinesis kinesis;
    private static KinesisAsyncClient async;
    private final LinkedBlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
    private String stream = "";
    private String consumer = "";

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().clock(CLOCK).start();
        kinesis = new RawKinesis(aws.endpoint());
        async = LocalClients.kinesisAsync(aws.endpoint());
    }

    @AfterAll
    static void stop() {
        async.close();
        aws.close();
    }

    @BeforeEach
    void create(TestInfo test) {
        stream = test.getTestMethod().orElseThrow().getName();
        kinesis.create(stream, 1);
        consumer = kinesis.call(
                        "RegisterStreamConsumer",
                        "{\"StreamARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/%s\",\"ConsumerName\":\"c\"}"
                                .formatted(stream))
                .path("Consumer")
                .path("ConsumerARN")
                .asText();
    }

    @Test
    void recordsArePushedAndTheContinuationGoesOnBehindThem() throws Exception {
        CompletableFuture<Void> first = subscribe(OLDEST);
        kinesis.put(stream, "k", "a");
        String continuation = next().continuationSequenceNumber();
        first.cancel(true);
        CLOCK.advance(Duration.ofSeconds(5));
        kinesis.put(stream, "k", "b");

        CompletableFuture<Void> second = subscribe(StartingPosition.builder()
                .type(ShardIteratorType.AT_SEQUENCE_NUMBER)
                .sequenceNumber(continuation)
                .build());

        assertThat(next().records()).extracting(r -> r.data().asUtf8String()).containsExactly("b");
        second.cancel(true);
    }

    @Test
    void anEmptyEventComesAfterFiveQuietSeconds() throws Exception {
        CompletableFuture<Void> subscription = subscribe(OLDEST);
        kinesis.put(stream, "k", "a");
        next();
        CLOCK.advance(Duration.ofMillis(4_999));
        assertThat(events.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS)).isNull();
        CLOCK.advance(Duration.ofMillis(1));

        SubscribeToShardEvent quiet = next();

        assertThat(quiet.records()).isEmpty();
        assertThat(quiet.continuationSequenceNumber()).isNotNull();
        subscription.cancel(true);
    }

    @Test
    void aSubscriptionEndsWithItsShardAndNamesTheChildren() throws Exception {
        kinesis.put(stream, "k", "last");
        CompletableFuture<Void> subscription = subscribe(OLDEST);
        assertThat(next().records()).hasSize(1);
        kinesis.call(
                "SplitShard",
                "{\"StreamName\":\"%s\",\"ShardToSplit\":\"shardId-000000000000\",\"NewStartingHashKey\":\"1000\"}"
                        .formatted(stream));

        SubscribeToShardEvent end = next();

        assertThat(end.childShards())
                .extracting(ChildShard::shardId)
                .containsExactly("shardId-000000000001", "shardId-000000000002");
        assertThat(end.continuationSequenceNumber()).isNull();
        subscription.get(10, SECONDS);
    }

    @Test
    void aSubscriptionEndsAfterFiveMinutes() throws Exception {
        CompletableFuture<Void> subscription = subscribe(OLDEST);
        kinesis.put(stream, "k", "a");
        next();

        CLOCK.advance(Duration.ofMinutes(5));

        subscription.get(10, SECONDS);
    }

    @Test
    void aSecondSubscriptionIsRefusedForFiveSecondsAndThenTakesOver() throws Exception {
        CompletableFuture<Void> first = subscribe(OLDEST);
        kinesis.put(stream, "k", "a");
        next();
        assertThatThrownBy(() -> subscribe(OLDEST).get(10, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ResourceInUseException.class);
        CLOCK.advance(Duration.ofSeconds(5));

        CompletableFuture<Void> second = subscribe(OLDEST);

        assertThatThrownBy(() -> first.get(10, SECONDS)).hasCauseInstanceOf(ResourceInUseException.class);
        second.cancel(true);
    }

    @Test
    void aSubscriptionGetsTwoMiBASecond() throws Exception {
        for (int i = 0; i < 4; i++) {
            kinesis.put(stream, "k", "x".repeat(1_000_000));
            CLOCK.advance(Duration.ofSeconds(1));
        }
        CompletableFuture<Void> subscription = subscribe(OLDEST);
        next();
        next();
        next();
        assertThat(events.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS)).isNull();

        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(next().records()).hasSize(1);
        subscription.cancel(true);
    }

    private SubscribeToShardEvent next() throws InterruptedException {
        SubscribeToShardEvent event = events.poll(10, SECONDS);
        assertThat(event).as("an event within ten seconds").isNotNull();
        return event;
    }

    private CompletableFuture<Void> subscribe(StartingPosition from) {
        return async.subscribeToShard(
                b -> b.consumerARN(consumer).shardId("shardId-000000000000").startingPosition(from),
                SubscribeToShardResponseHandler.builder()
                        .subscriber(SubscribeToShardResponseHandler.Visitor.builder()
                                .onSubscribeToShardEvent(events::add)
                                .build())
                        .build());
    }
}
