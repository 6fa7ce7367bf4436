package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.handling.Ordering;
import dev.millrace.record.HashKey;
import dev.millrace.record.KinesisLimits;
import dev.millrace.record.UserRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final Duration PAST_BACKOFF = Duration.ofMillis(50);
    private static final HashKey LOW = HashKey.MIN;
    private static final HashKey HIGH = HashKey.MAX;

    @Test
    void recordsWaitForTheLingerAndThenShareOneKinesisRecord() {
        Rig rig = Rig.ready(1, ProducerSettings.builder());
        var first = rig.put("a", "1");
        rig.advance(LINGER.minusMillis(60));
        var second = rig.put("b", "2");
        rig.advance(Duration.ofMillis(59));
        assertThat(rig.kinesis.takeCalls()).isEmpty();
        rig.advance(Duration.ofMillis(1));
        FakeKinesis.Call call = rig.kinesis.onlyCall();
        assertThat(call.entries).hasSize(1);
        call.land();
        rig.run();
        assertThat(first.join())
                .isEqualTo(new PutResult("shardId-000000000000", second.join().sequenceNumber(), 0, 1));
        assertThat(second.join().subSequenceNumber()).isEqualTo(1);
    }

    @Test
    void anAggregateGoesAtOnceWhenItsTargetIsReachedAndIsNotLarger() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().aggregateBytes(1000));
        for (int i = 0; i < 12; i++) {
            rig.put("k", "x".repeat(100));
        }
        rig.run();
        FakeKinesis.Call call = rig.kinesis.onlyCall();
        assertThat(call.entries).hasSize(1);
        assertThat(call.entries.get(0).data().remaining() + 1).isBetween(900, 1000);
    }

    @Test
    void nothingGoesBeforeTheShardsAreKnownAndThenItIsAggregated() {
        Rig rig = new Rig(2);
        for (int i = 0; i < 100; i++) {
            rig.put("key-" + i, "x");
        }
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.kinesis.takeCalls()).isEmpty();
        assertThat(rig.kinesis.waitingListings()).isEqualTo(1);
        rig.kinesis.answerListings();
        rig.run();
        assertThat(rig.kinesis.onlyCall().entries).hasSize(2);
    }

    @Test
    void oneAggregateOfAShardIsInFlightWhileOtherShardsGoOn() {
        Rig rig = Rig.ready(2, ProducerSettings.builder().linger(Duration.ZERO));
        rig.put(low("1"));
        rig.run();
        FakeKinesis.Call first = rig.kinesis.onlyCall();
        rig.put(low("2"));
        rig.put(high("3"));
        rig.advance(LINGER);
        FakeKinesis.Call other = rig.kinesis.onlyCall();
        other.land();
        first.land();
        rig.run();
        rig.kinesis.onlyCall().land();
        assertThat(rig.landed()).containsExactly("1", "2", "3");
    }

    @Test
    void withoutOrderAggregatesOfAShardOvertakeEachOther() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().linger(Duration.ZERO).ordering(Ordering.NONE));
        rig.put("k", "1");
        rig.run();
        rig.put("k", "2");
        rig.run();
        assertThat(rig.kinesis.takeCalls()).hasSize(2);
    }

    @Test
    void aRefusedAggregateIsRetriedBeforeWhatCameAfterIt() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().linger(Duration.ZERO));
        var first = rig.put("k", "1");
        rig.run();
        rig.put("k", "2");
        rig.kinesis.onlyCall().refuse("InternalFailure");
        rig.run();
        assertThat(rig.kinesis.takeCalls()).isEmpty();
        rig.advance(PAST_BACKOFF);
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(rig.landed()).containsExactly("1", "2");
        assertThat(first.join().attempts()).isEqualTo(2);
    }

    @Test
    void withoutAggregationARequestHoldsOneRecordOfEachKeyAndOneIsInFlight() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().aggregation(false).linger(Duration.ZERO));
        rig.put("a", "a1");
        rig.put("a", "a2");
        rig.put("b", "b1");
        rig.put("b", "b2");
        rig.run();
        FakeKinesis.Call first = rig.kinesis.onlyCall();
        assertThat(first.entries).extracting(entry -> entry.partitionKey()).containsExactly("a", "b");
        first.answer.complete(List.of(
                new Service.Refused("ProvisionedThroughputExceededException", ""),
                rig.kinesis.write(first.entries.get(1))));
        rig.advance(PAST_BACKOFF);
        rig.kinesis.onlyCall().land();
        rig.run();
        rig.kinesis.onlyCall().land();
        assertThat(rig.landed()).containsExactly("b1", "a1", "b2", "a2");
    }

    @Test
    void anAggregateThatASplitMixedUpIsTakenApartAndNotAcknowledgedBefore() {
        Rig rig = Rig.ready(1, ProducerSettings.builder());
        var low = rig.put(low("1"));
        var high = rig.put(high("2"));
        rig.advance(LINGER);
        rig.kinesis.split(rig.kinesis.open().get(0));
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(low).isNotDone();
        rig.kinesis.answerListings();
        rig.advance(PAST_BACKOFF);
        FakeKinesis.Call again = rig.kinesis.onlyCall();
        assertThat(again.entries).extracting(entry -> entry.explicitHashKey()).containsExactlyInAnyOrder(LOW, HIGH);
        again.land();
        rig.run();
        assertThat(low.join().shardId()).isEqualTo("shardId-000000000001");
        assertThat(high.join().shardId()).isEqualTo("shardId-000000000002");
    }

    @Test
    void afterAMergeAnAggregateOfOneParentIsAcknowledgedAsItLanded() {
        Rig rig = Rig.ready(2, ProducerSettings.builder());
        var one = rig.put(low("1"));
        var two = rig.put(low("2"));
        rig.advance(LINGER);
        rig.kinesis.merge(rig.kinesis.open().get(0), rig.kinesis.open().get(1));
        rig.kinesis.onlyCall().land();
        rig.run();
        rig.kinesis.answerListings();
        rig.run();
        assertThat(one.join().attempts()).isEqualTo(1);
        assertThat(two.join().shardId()).isEqualTo("shardId-000000000002");
        assertThat(rig.landed()).containsExactly("1", "2");
    }

    @Test
    void childrenStartWhenTheParentsBatchHasDrained() {
        Rig rig = Rig.ready(2, ProducerSettings.builder().linger(Duration.ZERO));
        rig.put(low("1"));
        rig.run();
        FakeKinesis.Call parents = rig.kinesis.onlyCall();
        rig.kinesis.split(rig.kinesis.open().get(0));
        rig.put(high("other"));
        rig.kinesis.split(rig.kinesis.open().get(0));
        rig.run();
        rig.kinesis.onlyCall().land();
        rig.run();
        rig.kinesis.answerListings();
        rig.put(low("2"));
        rig.run();
        assertThat(rig.kinesis.takeCalls()).isEmpty();
        parents.refuse("InternalFailure");
        rig.advance(PAST_BACKOFF);
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(rig.landed()).containsExactly("1", "2", "other");
    }

    @Test
    void aLostAnswerIsRetriedAlthoughItMayDuplicate() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().linger(Duration.ZERO));
        var put = rig.put("k", "1");
        rig.run();
        FakeKinesis.Call lost = rig.kinesis.onlyCall();
        lost.write();
        lost.fail(new java.io.IOException("connection reset"));
        rig.advance(PAST_BACKOFF);
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(put.join().attempts()).isEqualTo(2);
        assertThat(rig.landed()).containsExactly("1", "1");
    }

    @Test
    void fatalErrorsFailAtOnceAndOthersUntilTheDeliveryTimeout() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().linger(Duration.ZERO));
        var denied = rig.put("k", "1");
        rig.run();
        rig.kinesis.onlyCall().refuse("AccessDeniedException");
        rig.run();
        assertThatThrownBy(denied::join)
                .cause()
                .isInstanceOf(DeliveryFailedException.class)
                .hasMessageContaining("\"k\"")
                .hasMessageContaining("clicks")
                .hasMessageContaining("AccessDeniedException");
        var failing = rig.put("k", "2");
        for (int i = 0; i < 300; i++) {
            rig.kinesis.takeCalls().forEach(call -> call.refuse("InternalFailure"));
            rig.advance(LINGER);
        }
        assertThatThrownBy(failing::join)
                .cause()
                .isInstanceOf(DeliveryTimeoutException.class)
                .hasMessageContaining("InternalFailure");
    }

    @Test
    void retriesBackOffExponentially() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().linger(Duration.ZERO));
        rig.put("k", "1");
        rig.run();
        for (long ceiling : new long[] {50, 100, 200, 400, 800, 1600, 2000, 2000}) {
            rig.kinesis.onlyCall().refuse("InternalFailure");
            rig.run();
            assertThat(rig.nextTurnIn()).isBetween(Duration.ofMillis(ceiling / 2), Duration.ofMillis(ceiling));
            rig.advance(Duration.ofMillis(ceiling));
        }
    }

    @Test
    void aRecordThatExpiresWhileItWaitsIsNotSentLater() {
        Rig rig = new Rig(1, ProducerSettings.builder().deliveryTimeout(Duration.ofSeconds(1)));
        var put = rig.put("k", "1");
        rig.advance(Duration.ofSeconds(1));
        assertThatThrownBy(put::join).cause().isInstanceOf(DeliveryTimeoutException.class);
        rig.kinesis.answerListings();
        rig.advance(LINGER);
        assertThat(rig.kinesis.takeCalls()).isEmpty();
        assertThat(rig.budget.usedBytes()).isZero();
    }

    @Test
    void aThrottledShardSlowsDownAndNoOtherDoes() {
        Rig rig = Rig.ready(2, ProducerSettings.builder().linger(Duration.ZERO));
        rig.put(low("1"));
        rig.run();
        rig.kinesis.onlyCall().refuse("ProvisionedThroughputExceededException");
        rig.put(high("2"));
        rig.run();
        rig.kinesis.onlyCall().land();
        rig.advance(PAST_BACKOFF);
        rig.kinesis.onlyCall().land();
        assertThat(rig.landed()).containsExactly("1", "2");
        assertThat(rig.tally.stats(rig.budget).throttledEntries()).isEqualTo(1);
    }

    @Test
    void aShardIsNotSentMoreThanItTakes() {
        Rig rig = Rig.ready(1, ProducerSettings.builder().linger(Duration.ZERO).ordering(Ordering.NONE));
        for (int i = 0; i < 60; i++) {
            rig.put("k", "x".repeat(100_000));
        }
        long bytes = 0;
        for (int i = 0; i < 400; i++) {
            rig.advance(Duration.ofMillis(10));
            for (FakeKinesis.Call call : rig.kinesis.takeCalls()) {
                bytes += call.entries.stream()
                        .mapToLong(entry -> entry.data().remaining())
                        .sum();
                call.land();
            }
        }
        assertThat(bytes).isBetween(4_200_000L, 4_900_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 50, 200})
    void orderCostsNoThroughputWhereRoundTripsAreLong(int roundTripMillis) {
        Rig rig = Rig.ready(1, ProducerSettings.builder());
        Map<Integer, FakeKinesis.Call> landing = new HashMap<>();
        long landed = 0;
        for (int millis = 0; millis < 10_000; millis++) {
            rig.put("key-" + millis % 100, "x".repeat(1_100));
            rig.advance(Duration.ofMillis(1));
            for (FakeKinesis.Call call : rig.kinesis.takeCalls()) {
                landing.put(millis + roundTripMillis, call);
                landed += call.entries.get(0).data().remaining() + 1;
            }
            Optional.ofNullable(landing.remove(millis)).ifPresent(FakeKinesis.Call::land);
        }
        assertThat(landed / 10).isGreaterThan(KinesisLimits.SHARD_WRITE_BYTES * 98L / 100);
    }

    @Test
    void flushSendsWithoutLingerAndCompletesAfterWhatWasAcceptedBeforeIt() {
        Rig rig = Rig.ready(1, ProducerSettings.builder());
        var before = rig.put("k", "1");
        CompletableFuture<Void> flush = rig.inbox.flush();
        List<Boolean> doneBefore = new ArrayList<>();
        flush.thenRun(() -> doneBefore.add(before.isDone()));
        rig.run();
        var after = rig.put("k", "2");
        rig.run();
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(doneBefore).containsExactly(true);
        assertThat(after).isNotDone();
    }

    @Test
    void aFlushOfNothingCompletesAtOnce() {
        Rig rig = new Rig(1);
        CompletableFuture<Void> flush = rig.inbox.flush();
        rig.run();
        assertThat(flush).isCompleted();
    }

    @Test
    void closingSendsWhatLingersAndEndsWhenAllIsDone() {
        Rig rig = Rig.ready(1, ProducerSettings.builder());
        var put = rig.put("k", "1");
        rig.pipeline.close(rig.now() + Duration.ofSeconds(5).toNanos());
        rig.run();
        assertThat(rig.pipeline.isOver()).isFalse();
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(put).isCompleted();
        assertThat(rig.pipeline.isOver()).isTrue();
    }

    @Test
    void whatCloseHasNoTimeForFailsByNameAndALateAnswerChangesNothing() {
        Rig rig = Rig.ready(1, ProducerSettings.builder());
        var inFlight = rig.put("in-flight", "1");
        rig.advance(LINGER);
        var waiting = rig.put("waiting", "2");
        rig.pipeline.close(rig.now() + Duration.ofSeconds(5).toNanos());
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.pipeline.isOver()).isTrue();
        assertThatThrownBy(inFlight::join)
                .cause()
                .isInstanceOf(ProducerClosedException.class)
                .hasMessageContaining("\"in-flight\"")
                .hasMessageContaining("may have been written");
        assertThatThrownBy(waiting::join).cause().hasMessageContaining("\"waiting\"");
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(inFlight).isCompletedExceptionally();
        assertThat(rig.budget.usedBytes()).isZero();
    }

    @Test
    void aCrashFailsAllThatWasAcceptedAlsoInTheInbox() {
        Rig rig = Rig.ready(1, ProducerSettings.builder());
        var waiting = rig.put("k", "1");
        rig.run();
        var unread = rig.put("k", "2");
        CompletableFuture<Void> flush = rig.inbox.flush();
        rig.pipeline.crash(new OutOfMemoryError("as the test wished"));
        rig.pipeline.end(() -> {});
        assertThat(List.of(waiting, unread)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(flush).isCompleted();
        assertThatThrownBy(() -> rig.put("k", "3"))
                .isInstanceOf(ProducerClosedException.class)
                .hasMessageContaining("OutOfMemoryError");
        assertThat(rig.budget.usedRecords()).isEqualTo(1);
    }

    @Test
    void futuresCompleteAlsoWhenTheExecutorRefuses() {
        Rig rig = new Rig(1, ProducerSettings.builder(), ProducerListener.NONE, task -> {
            throw new RejectedExecutionException("full");
        });
        var put = rig.put("k", "1");
        rig.run();
        rig.kinesis.answerListings();
        rig.advance(LINGER);
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(put).isCompleted();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        ProducerListener broken = new ProducerListener() {
            @Override
            public void onPut(String shardId, int userRecords, long bytes, long bufferedNanos, int attempts) {
                throw new IllegalStateException("as the test wished");
            }
        };
        Rig rig = new Rig(1, ProducerSettings.builder(), broken, Runnable::run);
        var put = rig.put("k", "1");
        rig.run();
        rig.kinesis.answerListings();
        rig.advance(LINGER);
        rig.kinesis.onlyCall().land();
        rig.run();
        assertThat(put).isCompleted();
    }

    @Test
    void aMissingStreamFailsWaitingRecordsAtOnceAndIsLookedForAgainWithTheNextOne() {
        Rig rig = new Rig(1);
        var put = rig.put("k", "1");
        rig.run();
        rig.kinesis.failListings(notFound());
        rig.run();
        assertThatThrownBy(put::join)
                .cause()
                .isInstanceOf(DeliveryFailedException.class)
                .hasMessageContaining("no such stream");
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.kinesis.waitingListings()).isZero();
        rig.put("k", "2");
        rig.run();
        assertThat(rig.kinesis.waitingListings()).isEqualTo(1);
    }

    @Test
    void aListingThatFailsOtherwiseIsRepeatedWithBackoff() {
        Rig rig = new Rig(1);
        var put = rig.put("k", "1");
        for (int i = 0; i < 3; i++) {
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.kinesis.waitingListings()).isEqualTo(1);
            rig.kinesis.failListings(new java.io.IOException("unreachable"));
            rig.run();
            assertThat(rig.kinesis.waitingListings()).isZero();
        }
        rig.advance(Duration.ofSeconds(30));
        assertThatThrownBy(put::join).cause().hasMessageContaining("unreachable");
    }

    @Test
    void onAStreamThatIgnoresKeysRecordsGoOutPlain() {
        Rig rig = Rig.ready(4, ProducerSettings.builder());
        rig.kinesis.ignoreKeys();
        List<CompletableFuture<PutResult>> puts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            puts.add(rig.put("key-" + i % 10, "x"));
        }
        for (int i = 0; i < 20; i++) {
            rig.advance(LINGER);
            rig.kinesis.takeCalls().forEach(FakeKinesis.Call::land);
            rig.kinesis.answerListings();
        }
        assertThat(puts).allMatch(put -> put.isDone() && !put.isCompletedExceptionally());
        puts.clear();
        rig.put("key-1", "x");
        rig.put("key-1", "y");
        rig.advance(LINGER);
        assertThat(rig.kinesis.onlyCall().entries).hasSize(2);
    }

    @Test
    void aWrongClockIsNoReasonToGiveUp() {
        var skewed = software.amazon.awssdk.services.kinesis.model.KinesisException.builder()
                .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                        .errorCode("RequestTimeTooSkewed")
                        .build())
                .build();
        assertThat(Failures.kindOf(skewed)).isEqualTo(Failures.Kind.RETRYABLE);
    }

    private static Throwable notFound() {
        return software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException.builder()
                .message("no such stream")
                .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                        .errorCode("ResourceNotFoundException")
                        .build())
                .build();
    }

    private static UserRecord low(String data) {
        return UserRecord.of("low", data).withExplicitHashKey(LOW);
    }

    private static UserRecord high(String data) {
        return UserRecord.of("high", data).withExplicitHashKey(HIGH);
    }
}
