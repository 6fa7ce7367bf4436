package dev.millrace.handling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.record.Codec;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyLanesTest {
    private static final Origin ORIGIN = new Origin("clicks", "app", "worker-1");
    private static final RetryPolicy THREE = RetryPolicy.upTo(3, Duration.ofMillis(100), Duration.ofSeconds(1));

    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> handled = new ArrayList<>();
    private int sequence;

    @Test
    void oneKeysRecordsRunInOrderAndOtherKeysDoNotWaitForARetry() {
        KeyLanes<String> lanes = lanes(Handling.of(Codec.utf8(), (value, context) -> {
                    if (value.equals("a1") && context.attempt() == 1) {
                        throw new IllegalStateException("once");
                    }
                    handled.add(value);
                })
                .withRetry(THREE));
        lanes.submit(record("a", "a1"));
        CompletionStage<Outcome> second = lanes.submit(record("a", "a2"));
        lanes.submit(record("b", "b1"));
        runReady();
        assertThat(handled).containsExactly("b1");
        ready.add(waiting.remove());
        runReady();
        assertThat(handled).containsExactly("b1", "a1", "a2");
        assertThat(second.toCompletableFuture()).isCompletedWithValue(new Outcome.Handled());
    }

    @Test
    void whenTheAttemptsAreUsedUpTheKeyStopsAndTheOthersGoOn() {
        RuntimeException poison = new IllegalStateException("poison");
        KeyLanes<String> lanes = lanes(Handling.of(Codec.utf8(), (value, context) -> {
                    handled.add(value);
                    if (value.startsWith("a")) {
                        throw poison;
                    }
                })
                .withRetry(RetryPolicy.none()));
        CompletionStage<Outcome> first = lanes.submit(record("a", "a1"));
        runReady();
        CompletionStage<Outcome> later = lanes.submit(record("a", "a2"));
        lanes.submit(record("b", "b1"));
        runReady();
        assertThat(first.toCompletableFuture()).isCompletedWithValue(new Outcome.Failed(poison));
        assertThat(later.toCompletableFuture()).isCompletedWithValue(new Outcome.NotRun());
        assertThat(handled).containsExactly("a1", "b1");
    }

    @Test
    void aRecordCountsAsDoneOnlyOnceItsDeadLetterIsKeptHoweverOftenTheSinkFails() {
        Deque<CompletableFuture<Void>> answers = new ArrayDeque<>(List.of(
                CompletableFuture.failedFuture(new IllegalStateException("queue down")), new CompletableFuture<>()));
        CompletableFuture<Void> kept = answers.getLast();
        List<DeadLetter> letters = new ArrayList<>();
        KeyLanes<String> lanes = lanes(Handling.<String>of(Codec.utf8(), (value, context) -> {
                    throw new AssertionError("an Error counts as a failure too");
                })
                .withRetry(RetryPolicy.none())
                .withDeadLetters(letter -> {
                    letters.add(letter);
                    return answers.remove();
                }));
        CompletionStage<Outcome> outcome = lanes.submit(record("a", "a1"));
        runReady();
        ready.add(waiting.remove());
        runReady();
        assertThat(letters)
                .hasSize(2)
                .allMatch(letter -> letter.attempts() == 1 && letter.origin().equals(ORIGIN));
        assertThat(outcome.toCompletableFuture()).isNotDone();
        kept.complete(null);
        assertThat(outcome.toCompletableFuture()).isCompletedWithValueMatching(Outcome.Parked.class::isInstance);
    }

    @Test
    void dataThatDoesNotDecodeIsNotTriedAgain() {
        Codec<String> picky = new Codec<>() {
            @Override
            public ByteBuffer encode(String value) {
                return StandardCharsets.UTF_8.encode(value);
            }

            @Override
            public String decode(ByteBuffer data) {
                throw new IllegalArgumentException("not mine");
            }
        };
        KeyLanes<String> lanes =
                lanes(Handling.of(picky, (value, context) -> handled.add(value)).withRetry(THREE));
        CompletionStage<Outcome> outcome = lanes.submit(record("a", "a1"));
        runReady();
        assertThat(waiting).isEmpty();
        assertThat(outcome.toCompletableFuture()).isCompletedWithValueMatching(Outcome.Failed.class::isInstance);
    }

    @Test
    void onceStoppedNothingIsStartedAny() {
        KeyLanes<String> lanes = lanes(Handling.of(Codec.utf8(), (value, context) -> handled.add(value)));
        CompletionStage<Outcome> queued = lanes.submit(record("a", "a1"));
        lanes.stop();
        runReady();
        assertThat(queued.toCompletableFuture()).isCompletedWithValue(new Outcome.NotRun());
        assertThat(handled).isEmpty();
    }

    @Test
    void stoppingEndsTheWaitForARetryAtOnce() {
        KeyLanes<String> lanes = lanes(Handling.<String>of(Codec.utf8(), (value, context) -> {
                    handled.add(value);
                    throw new IllegalStateException("not yet");
                })
                .withRetry(THREE));
        CompletionStage<Outcome> waits = lanes.submit(record("a", "a1"));
        CompletionStage<Outcome> behind = lanes.submit(record("a", "a2"));
        runReady();
        lanes.stop();
        runReady();
        assertThat(waits.toCompletableFuture()).isCompletedWithValue(new Outcome.NotRun());
        assertThat(behind.toCompletableFuture()).isCompletedWithValue(new Outcome.NotRun());
        waiting.remove().run();
        runReady();
        assertThat(handled).containsExactly("a1");
    }

    @Test
    void aRetryThatIsDecidedOnceStoppedDoesNotWait() {
        KeyLanes<String>[] itself = holder();
        itself[0] = lanes(Handling.<String>of(Codec.utf8(), (value, context) -> {
                    itself[0].stop();
                    throw new IllegalStateException("not yet");
                })
                .withRetry(THREE));
        CompletionStage<Outcome> outcome = itself[0].submit(record("a", "a1"));
        runReady();
        assertThat(outcome.toCompletableFuture()).isCompletedWithValue(new Outcome.NotRun());
    }

    @Test
    void aFailureOnceStoppedIsNotDeadLettered() {
        List<DeadLetter> letters = new ArrayList<>();
        KeyLanes<String>[] itself = holder();
        itself[0] = lanes(Handling.<String>of(Codec.utf8(), (value, context) -> {
                    itself[0].stop();
                    throw new IllegalStateException("interrupted");
                })
                .withRetry(RetryPolicy.none())
                .withDeadLetters(letter -> {
                    letters.add(letter);
                    return CompletableFuture.completedFuture(null);
                }));
        CompletionStage<Outcome> outcome = itself[0].submit(record("a", "a1"));
        runReady();
        assertThat(outcome.toCompletableFuture()).isCompletedWithValue(new Outcome.NotRun());
        assertThat(letters).isEmpty();
    }

    @Test
    void whatTheExecutorDoesNotTakeHasFailedUnlessAllIsStopped() {
        for (Throwable refusal : List.of(new RejectedExecutionException("full"), new OutOfMemoryError("no thread"))) {
            KeyLanes<String> lanes = new KeyLanes<>(
                    Handling.of(Codec.utf8(), (value, context) -> handled.add(value)),
                    ORIGIN,
                    task -> sneak(refusal),
                    (task, nanos) -> waiting.add(task));
            CompletionStage<Outcome> first = lanes.submit(record("a", "a1"));
            assertThat(first.toCompletableFuture()).isCompletedWithValue(new Outcome.Failed(refusal));
            assertThat(lanes.submit(record("a", "a2")).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(new Outcome.NotRun());
            lanes.stop();
            assertThat(lanes.submit(record("b", "b1")).toCompletableFuture())
                    .isCompletedWithValue(new Outcome.NotRun());
        }
    }

    @Test
    void aRetryWhoseExecutorIsShutMeanwhileEndsAsAFailure() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        KeyLanes<String> lanes = new KeyLanes<>(
                Handling.<String>of(Codec.utf8(), (value, context) -> {
                            executor.shutdown();
                            throw new IllegalStateException("not yet");
                        })
                        .withRetry(RetryPolicy.upTo(3, Duration.ofMillis(1), Duration.ofMillis(1))),
                ORIGIN,
                executor,
                Scheduler.on(executor));
        assertThat(lanes.submit(record("a", "a1")).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(10))
                .isInstanceOf(Outcome.Failed.class);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable what) throws E {
        throw (E) what;
    }

    @Test
    void aSinkThatAnswersNullIsAskedAgain() {
        Deque<CompletableFuture<Void>> answers = new ArrayDeque<>();
        KeyLanes<String> lanes = lanes(Handling.<String>of(Codec.utf8(), (value, context) -> {
                    throw new IllegalStateException("poison");
                })
                .withRetry(RetryPolicy.none())
                .withDeadLetters(letter -> answers.poll()));
        CompletionStage<Outcome> outcome = lanes.submit(record("a", "a1"));
        runReady();
        assertThat(outcome.toCompletableFuture()).isNotDone();
        answers.add(CompletableFuture.completedFuture(null));
        waiting.remove().run();
        assertThat(outcome.toCompletableFuture()).isCompletedWithValueMatching(Outcome.Parked.class::isInstance);
    }

    @Test
    void aLongLaneBehindAFailureUnwindsWithoutOverflow() {
        KeyLanes<String> lanes = lanes(Handling.<String>of(Codec.utf8(), (value, context) -> {
                    throw new IllegalStateException("poison");
                })
                .withRetry(RetryPolicy.none()));
        lanes.submit(record("a", "poison"));
        CompletionStage<Outcome> last = null;
        for (int i = 0; i < 200_000; i++) {
            last = lanes.submit(record("a", "later"));
        }
        runReady();
        assertThat(last.toCompletableFuture()).isCompletedWithValue(new Outcome.NotRun());
    }

    @Test
    void underManyThreadsEachKeyKeepsItsOrderAndNeverOverlaps() throws Exception {
        long seed = 20261123;
        Random random = new Random(seed);
        ExecutorService executor = Executors.newFixedThreadPool(8);
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        KeyLanes<String> lanes = new KeyLanes<>(
                Handling.of(Codec.utf8(), (value, context) -> {
                    String key = context.record().partitionKey();
                    AtomicInteger inside = running.computeIfAbsent(key, k -> new AtomicInteger());
                    if (inside.incrementAndGet() > 1) {
                        overlaps.incrementAndGet();
                    }
                    seen.computeIfAbsent(key, k -> new ArrayList<>()).add(Integer.parseInt(value));
                    inside.decrementAndGet();
                }),
                ORIGIN,
                executor,
                Scheduler.on(executor));
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            outcomes.add(
                    lanes.submit(record("key-" + random.nextInt(20), "" + i)).toCompletableFuture());
        }
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        executor.shutdown();
        assertThat(overlaps).as("seed %d", seed).hasValue(0);
        assertThat(seen.values()).allSatisfy(values -> assertThat(values).isSorted());
        assertThat(seen.values().stream().mapToInt(List::size).sum()).isEqualTo(20_000);
    }

    private KeyLanes<String> lanes(Handling<String> handling) {
        return new KeyLanes<>(handling, ORIGIN, ready::add, (task, nanos) -> waiting.add(task));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static KeyLanes<String>[] holder() {
        return new KeyLanes[1];
    }

    private void runReady() {
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
    }

    private StreamRecord record(String key, String value) {
        return StreamRecord.of(
                "shardId-000000000000",
                new SequenceNumber("" + (1_000 + sequence++)),
                Instant.EPOCH,
                key,
                StandardCharsets.UTF_8.encode(value));
    }
}
