package dev.millrace.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.handling.Handling;
import dev.millrace.handling.RetryPolicy;
import dev.millrace.local.LocalAws;
import dev.millrace.record.Codec;
import dev.millrace.record.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

@Timeout(120)
class ReplayTest {
    private static final TurnedClock CLOCK = new TurnedClock();
    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static final ExecutorService LOOP = Executors.newSingleThreadExecutor();
    private static LocalAws aws;
    private static KinesisAsyncClient kinesis;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final String stream = "history-" + STREAMS.incrementAndGet();

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().clock(CLOCK).limits(false).start();
        kinesis = KinesisAsyncClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        aws.close();
        LOOP.shutdownNow();
    }

    @AfterEach
    void clear() {
        aws.faults().clear();
    }

    @RepeatedTest(10)
    void whateverTheSplitsAndMergesEachRecordInRangeComesOnceAndInItsKeysOrder() {
        History history = history(60);
        Instant from = history.puts().get(history.puts().size() / 4).arrived();
        Instant to = history.puts().get(history.puts().size() * 3 / 4).arrived();

        List<StreamRecord> replayed =
                replay(Replay.of(kinesis, stream).from(from).to(to));

        assertExactly(
                history.puts().stream()
                        .filter(put ->
                                !put.arrived().isBefore(from) && put.arrived().isBefore(to))
                        .toList(),
                replayed);
    }

    @RepeatedTest(5)
    void expiredIteratorsThrottlesAndBrokenConnectionsNeitherRepeatNorSkipARecord() {
        History history = history(40);
        aws.faults().on("GetRecords").stream(stream).chance(0.2, seed).expireIterator();
        aws.faults().on("GetRecords").stream(stream).chance(0.2, seed + 1).throttle();
        aws.faults().on("GetRecords").stream(stream).chance(0.2, seed + 2).dropAnswer();
        aws.faults().on("GetShardIterator").stream(stream).chance(0.2, seed + 3).fail(500, "InternalFailure", "once");

        assertExactly(history.puts(), replay(Replay.of(kinesis, stream)));
    }

    @Test
    void aRangeThatEndsInTheFutureIsFollowedUntilThen() {
        History history = new History(kinesis, stream, 1, CLOCK, random);
        history.put(5);
        Instant to = CLOCK.instant().plusSeconds(60);
        AtomicInteger batches = new AtomicInteger();
        List<StreamRecord> replayed = Collections.synchronizedList(new ArrayList<>());

        Replay.of(kinesis, stream)
                .to(to)
                .run(
                        batch -> {
                            replayed.addAll(batch);
                            return batches.incrementAndGet() < 3
                                    ? CompletableFuture.runAsync(() -> history.put(5))
                                    : CompletableFuture.completedFuture(null);
                        },
                        CLOCK.times(LOOP))
                .join();

        assertThat(CLOCK.instant()).isAfterOrEqualTo(to);
        assertExactly(history.puts(), replayed);
    }

    @Test
    void aReplayFromASequenceNumberStartsWithThatRecordAndStaysInItsShardsDescendants() {
        History history = new History(kinesis, stream, 2, CLOCK, random);
        history.put(50);
        List<StreamRecord> all = replay(Replay.of(kinesis, stream));
        String shard = all.get(all.size() - 1).shardId();
        List<StreamRecord> ofShard =
                all.stream().filter(record -> record.shardId().equals(shard)).toList();
        history.happen(20);

        List<StreamRecord> replayed =
                replay(Replay.of(kinesis, stream).from(shard, ofShard.get(0).sequenceNumber()));

        assertThat(replayed.get(0).position()).isEqualTo(ofShard.get(0).position());
        assertThat(numbers(replayed)).containsAll(numbers(ofShard)).doesNotHaveDuplicates();
        assertThat(numbers(all.stream()
                        .filter(record -> !record.shardId().equals(shard))
                        .toList()))
                .doesNotContainAnyElementsOf(numbers(replayed));
    }

    @Test
    void aFailingSinkEndsTheReplayAndItsCauseIsTold() {
        history(10);

        assertThatThrownBy(() -> Replay.of(kinesis, stream)
                        .run(
                                batch -> {
                                    throw new IllegalStateException("disk full");
                                },
                                CLOCK.times(LOOP))
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("the sink failed in shardId-")
                .hasMessageContaining("disk full");
    }

    @Test
    void noReadOfAShardFollowsUntilItsBatchIsTaken() {
        History history = new History(kinesis, stream, 1, CLOCK, random);
        history.put(5);
        CompletableFuture<Void> taken = new CompletableFuture<>();
        CompletableFuture<Void> offered = new CompletableFuture<>();

        CompletableFuture<ReplaySummary> running = Replay.of(kinesis, stream)
                .run(
                        batch -> {
                            offered.complete(null);
                            return taken;
                        },
                        CLOCK.times(LOOP));
        offered.join();
        assertThat(running).isNotDone();
        taken.complete(null);

        assertThat(running.join().userRecords()).isEqualTo(5);
    }

    @Test
    void aHandlingRunsInOrderPerKeyAndARecordItGivesUpEndsTheReplay() {
        History history = history(30);
        Map<String, List<Integer>> handled = Collections.synchronizedMap(new java.util.HashMap<>());
        ExecutorService workers = Executors.newFixedThreadPool(4);
        Handling<String> handling = Handling.of(
                Codec.utf8(),
                (value, context) -> handled.computeIfAbsent(context.record().partitionKey(), key -> new ArrayList<>())
                        .add(Integer.parseInt(value)));
        Handling<String> failing = Handling.<String>of(Codec.utf8(), (value, context) -> {
                    throw new IllegalStateException("poison");
                })
                .withRetry(RetryPolicy.none());

        Replay replay = Replay.of(kinesis, stream).clock(CLOCK).slack(Duration.ZERO);
        replay.run(handling, workers).join();

        assertThat(handled).as("seed " + seed).isEqualTo(byKey(history.puts()));
        assertThatThrownBy(() -> replay.run(failing, workers).join()).hasMessageContaining("poison");
        workers.shutdown();
    }

    @Test
    void aStreamThatIsNotThereIsToldByTheServicesOwnError() {
        assertThatThrownBy(() -> Replay.of(kinesis, "no-such-stream")
                        .run(batch -> CompletableFuture.completedFuture(null))
                        .join())
                .hasCauseInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("no-such-stream");
    }

    @Test
    void anEmptyRangeIsRefusedWithBothEnds() {
        assertThatThrownBy(() -> Replay.of(kinesis, stream)
                        .from(Instant.parse("2024-04-03T00:00:00Z"))
                        .to(Instant.parse("2024-04-02T00:00:00Z"))
                        .run(batch -> CompletableFuture.completedFuture(null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2024-04-03T00:00:00Z and 2024-04-02T00:00:00Z");
    }

    private History history(int steps) {
        History history = new History(kinesis, stream, 1 + random.nextInt(4), CLOCK, random);
        history.put(10);
        history.happen(steps);
        return history;
    }

    private static List<StreamRecord> replay(Replay replay) {
        List<StreamRecord> replayed = Collections.synchronizedList(new ArrayList<>());
        replay.run(
                        batch -> {
                            replayed.addAll(batch);
                            return CompletableFuture.completedFuture(null);
                        },
                        CLOCK.times(LOOP))
                .join();
        return replayed;
    }

    private void assertExactly(List<History.Put> expected, List<StreamRecord> replayed) {
        assertThat(numbers(replayed)).as("seed " + seed).hasSameSizeAs(expected);
        Map<String, List<Integer>> byKey = replayed.stream()
                .collect(Collectors.groupingBy(
                        StreamRecord::partitionKey, Collectors.mapping(ReplayTest::number, Collectors.toList())));
        assertThat(byKey).as("seed " + seed).isEqualTo(byKey(expected));
    }

    private static Map<String, List<Integer>> byKey(List<History.Put> puts) {
        return puts.stream()
                .collect(Collectors.groupingBy(
                        History.Put::key, Collectors.mapping(History.Put::number, Collectors.toList())));
    }

    private static List<Integer> numbers(List<StreamRecord> records) {
        return records.stream().map(ReplayTest::number).toList();
    }

    private static int number(StreamRecord record) {
        return Integer.parseInt(Codec.utf8().decode(record.data()));
    }
}
