package dev.millrace.consumer;

import static dev.millrace.consumer.Records.aggregate;
import static dev.millrace.consumer.Records.plain;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.millrace.handling.DeadLetter;
import dev.millrace.handling.Handling;
import dev.millrace.handling.KeyLanes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.lifecycle.TaskResult;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** Statements C1 to C10 where KCL's own task, filter and checkpointer meet ours. */
@Timeout(20)
class ShardProcessorTest {
    private final HandlerDesk desk = new HandlerDesk();
    private Handling<String> handling = desk.handling();
    private final Shards shards = shards(Duration.ofSeconds(30), 100);
    private final KclLease kcl = new KclLease(shards, ExtendedSequenceNumber.TRIM_HORIZON);

    private Shards shards(Duration handoffLimit, int recordsInFlight) {
        return new Shards(
                () -> desk.lanes(LoggedHandling.of(handling)),
                new ShardRun.Bounds(recordsInFlight, 1_000_000),
                handoffLimit);
    }

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theCheckpointStandsWithinAnAggregateBeforeTheFirstRecordThatIsNotDone() {
        desk.poison("c3");
        kcl.process(aggregate(7, List.of("a1", "b2", "c3", "d4")));
        desk.run();
        shards.commit();
        assertThat(desk.handled).containsExactly("a1", "b2", "c3", "d4");
        assertThat(kcl.written).containsExactly("7:1");
        assertThat(shards.checkpoints()).containsEntry(Records.SHARD, "7:1");
    }

    @Test
    void theRestOfAnAggregateComesAgainFromACheckpointWithinIt() {
        KclLease next = new KclLease(shards, new ExtendedSequenceNumber("7", 1L));
        next.process(plain(6, "z0"), aggregate(7, List.of("a1", "b2", "c3", "d4")));
        desk.run();
        assertThat(desk.handled).containsExactly("c3", "d4");
        assertThat(shards.checkpoints()).containsEntry(Records.SHARD, "7:1");
    }

    @Test
    void aFullyHandledAggregateOrPlainRecordDoesNotComeAgain() {
        new KclLease(shards, new ExtendedSequenceNumber("7", 1L)).process(aggregate(7, List.of("a1", "b2")));
        new KclLease(shards, new ExtendedSequenceNumber("8", 0L)).process(plain(8, "c3"));
        desk.run();
        assertThat(desk.handled).isEmpty();
    }

    @Test
    void aPoisonBatchIsNeverPassedByLaterBatchesNorByTheShardsEnd() {
        desk.poison("a1");
        kcl.process(plain(1, "a1"));
        kcl.process(plain(2, "b2"), plain(3, "a3"));
        desk.run();
        shards.commit();
        assertThat(desk.handled).containsExactly("a1", "b2");
        assertThat(kcl.written).isEmpty();
        shards.drain();
        assertThatIllegalStateException().isThrownBy(kcl::shardEnded);
        assertThat(kcl.written).isEmpty();
    }

    @Test
    void aStalledShardSaysWhy() {
        desk.poison("a1");
        kcl.process(plain(1, "a1"), plain(2, "b2"));
        assertThat(shards.statuses()).containsExactly(new ShardStatus(Records.SHARD, null, 2, null));
        desk.run();
        assertThat(shards.statuses()).singleElement().satisfies(status -> {
            assertThat(status.stalledBy()).hasMessage("poison: a1");
            assertThat(status.inFlight()).isEqualTo(2);
        });
        kcl.leaseLost();
        assertThat(shards.statuses()).isEmpty();
    }

    /** KCL restarts a subscription from before the batch under way where one fails meanwhile. */
    @Test
    void aBatchThatIsDeliveredTwiceIsHandledOnce() {
        kcl.process(aggregate(7, List.of("a1", "b2")));
        kcl.process(aggregate(7, List.of("a1", "b2")), plain(8, "c3"));
        desk.run();
        shards.commit();
        assertThat(desk.handled).containsExactly("a1", "b2", "c3");
        assertThat(kcl.written).containsExactly("8:0");
    }

    @Test
    void aRecordThatIsParkedCountsAsDoneOnlyOnceItsDeadLetterIsKept() {
        List<DeadLetter> letters = new ArrayList<>();
        CompletableFuture<Void> kept = new CompletableFuture<>();
        handling = handling.withDeadLetters(letter -> {
            letters.add(letter);
            return kept;
        });
        KclLease fresh = new KclLease(shards, ExtendedSequenceNumber.TRIM_HORIZON);
        desk.poison("b2");
        fresh.process(aggregate(7, List.of("a1", "b2", "c3")));
        desk.run();
        shards.commit();
        assertThat(fresh.written).containsExactly("7:0");
        kept.complete(null);
        shards.commit();
        assertThat(fresh.written).containsExactly("7:0", "7:2");
        DeadLetter letter = letters.get(0);
        assertThat(letter.origin()).isEqualTo(HandlerDesk.ORIGIN);
        assertThat(letter.record().shardId()).isEqualTo(Records.SHARD);
        assertThat(letter.record().position()).isEqualTo(Records.position(7, 1));
        assertThat(letter.record().partitionKey()).isEqualTo("b");
        assertThat(letter.cause()).hasMessage("poison: b2");
    }

    @Test
    void theShardsEndIsWrittenOnlyAfterTheLastRecordIsDoneThoughTheFinalBatchIsEmpty() throws Exception {
        kcl.process(plain(1, "a1"));
        assertThat(kcl.processLast().isShardEndReached()).isTrue();
        CompletableFuture<Void> end = CompletableFuture.runAsync(kcl::shardEnded, this::runWaiting);
        assertThat(end).isNotDone();
        assertThat(kcl.written).isEmpty();
        desk.run();
        end.get(10, SECONDS);
        assertThat(kcl.written).containsExactly("SHARD_END");
        shards.commit();
        assertThat(kcl.written).containsExactly("SHARD_END");
        assertThat(shards.checkpoints()).containsEntry(Records.SHARD, "SHARD_END");
    }

    /** On a thread of its own; returns once that waits or has ended. */
    private void runWaiting(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING || !thread.isAlive());
    }

    @Test
    void askedToStopItHandlesWhatItHasWritesThatAndTakesNoMore() throws Exception {
        kcl.process(plain(1, "a1"), plain(2, "b2"));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(kcl::shutdownRequested);
        desk.run(stop);
        stop.get(10, SECONDS);
        assertThat(kcl.written).containsExactly("2:0");
        kcl.process(plain(3, "c3"));
        desk.run();
        assertThat(desk.handled).containsExactly("a1", "b2");
    }

    @Test
    void askedToStopPastTheLimitItWritesWhatIsDoneAndStartsNothingMore() {
        Shards hasty = shards(Duration.ofMillis(1), 100);
        KclLease lease = new KclLease(hasty, ExtendedSequenceNumber.TRIM_HORIZON);
        lease.process(plain(1, "a1"), plain(2, "b2"));
        desk.runOne();
        lease.shutdownRequested();
        assertThat(lease.written).containsExactly("1:0");
        desk.run();
        hasty.commit();
        assertThat(desk.handled).containsExactly("a1");
        assertThat(lease.written).containsExactly("1:0");
    }

    @Test
    void aLostLeaseEndsAnAcceptThatWaitsAndNothingIsStartedOrWrittenAny() throws Exception {
        Shards narrow = shards(Duration.ofSeconds(30), 1);
        KclLease lease = new KclLease(narrow, ExtendedSequenceNumber.TRIM_HORIZON);
        lease.process(plain(1, "a1"));
        CompletableFuture<TaskResult> blocked =
                CompletableFuture.supplyAsync(() -> lease.process(plain(2, "b2")), this::runWaiting);
        narrow.observeLeases();
        assertThat(blocked).isNotDone();
        lease.lose();
        narrow.observeLeases();
        assertThat(blocked.get(10, SECONDS).getException()).isNull();
        desk.run();
        narrow.commit();
        assertThat(desk.handled).isEmpty();
        assertThat(lease.written).isEmpty();
    }

    @Test
    void aLostLeaseStopsTheShardThoughACheckpointWriteHangs() throws Exception {
        CompletableFuture<Void> writing = new CompletableFuture<>();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        kcl.onWrite(() -> {
            writing.complete(null);
            answer.join();
        });
        kcl.process(plain(1, "a1"));
        desk.run();
        kcl.process(plain(2, "b2"));
        CompletableFuture<Void> commit = CompletableFuture.runAsync(shards::commit);
        writing.get(10, SECONDS);
        kcl.lose();
        CompletableFuture.runAsync(shards::observeLeases).get(10, SECONDS);
        desk.run();
        answer.complete(null);
        commit.get(10, SECONDS);
        assertThat(desk.handled).containsExactly("a1");
        assertThat(kcl.written).isEmpty();
    }

    @Test
    void aRecordThatCannotBeTakenOnStallsTheShardVisibly() {
        kcl.process(
                plain(1, "a1"), plain(2, "b2").toBuilder().partitionKey(null).build(), plain(3, "c3"));
        desk.run();
        assertThat(desk.handled).containsExactly("a1");
        assertThat(shards.statuses())
                .singleElement()
                .satisfies(status -> assertThat(status.stalledBy()).isInstanceOf(NullPointerException.class));
    }

    @Test
    void aLeaseTakenAnewStartsOnlyWhenNothingOfTheOldOneIsUnderWayAny() throws Exception {
        kcl.process(plain(1, "a1"));
        kcl.leaseLost();
        CompletableFuture<KclLease> taken =
                CompletableFuture.supplyAsync(() -> new KclLease(shards, ExtendedSequenceNumber.TRIM_HORIZON));
        assertThat(taken).isNotDone();
        desk.run(taken);
        KclLease anew = taken.get(10, SECONDS);
        shards.commit();
        assertThat(desk.handled).isEmpty();
        anew.process(plain(1, "a1"));
        desk.run();
        shards.commit();
        assertThat(desk.handled).containsExactly("a1");
        assertThat(kcl.written).isEmpty();
        assertThat(anew.written).containsExactly("1:0");
    }

    @Test
    void aHandoffEndsAnAcceptThatWaitsAndWhatWasTakenOnIsHandled() throws Exception {
        Shards narrow = shards(Duration.ofSeconds(30), 1);
        KclLease lease = new KclLease(narrow, ExtendedSequenceNumber.TRIM_HORIZON);
        lease.process(plain(1, "a1"));
        CompletableFuture<TaskResult> blocked = lease.processElsewhere(plain(2, "b2"));
        lease.lease.leaseOwner("worker-2");
        lease.lease.checkpointOwner("worker-1");
        narrow.observeLeases();
        blocked.get(10, SECONDS);
        desk.run();
        lease.shutdownRequested();
        assertThat(desk.handled).containsExactly("a1");
        assertThat(lease.written).containsExactly("1:0");
    }

    @Test
    void aCheckpointThatCouldNotBeWrittenIsWrittenLater() {
        kcl.process(plain(1, "a1"));
        desk.run();
        kcl.outage(new ThrottlingException("slow down"));
        shards.commit();
        assertThat(kcl.written).isEmpty();
        kcl.outage(null);
        shards.commit();
        assertThat(kcl.written).containsExactly("1:0");
    }

    @Test
    void aLeaseThatTheCheckpointerFindsLostStopsTheShard() {
        kcl.process(plain(1, "a1"));
        desk.run();
        kcl.process(plain(2, "b2"));
        kcl.lose();
        shards.commit();
        desk.run();
        assertThat(desk.handled).containsExactly("a1");
    }

    @Test
    void aLeaseLostBeforeTheFirstCallIsNoTrouble() {
        shards.shardRecordProcessor()
                .leaseLost(software.amazon.kinesis.lifecycle.events.LeaseLostInput.builder()
                        .build());
        kcl.leaseLost();
        shards.commit();
        assertThat(kcl.written).isEmpty();
    }

    @Test
    void anErrorWhileRecordsAreTakenOnStopsTheShardWithoutReachingKcl() {
        Shards broken = new Shards(
                () -> new KeyLanes<>(
                        handling,
                        HandlerDesk.ORIGIN,
                        task -> {
                            throw new OutOfMemoryError("no more threads");
                        },
                        (task, nanos) -> {}),
                new ShardRun.Bounds(100, 1_000),
                Duration.ofSeconds(30));
        KclLease lease = new KclLease(broken, ExtendedSequenceNumber.TRIM_HORIZON);
        assertThat(lease.process(plain(1, "a1")).getException()).isNull();
        lease.process(plain(2, "b2"));
        assertThat(broken.statuses())
                .singleElement()
                .satisfies(status -> assertThat(status.stalledBy()).hasMessage("no more threads"));
        broken.commit();
        assertThat(lease.written).isEmpty();
    }
}
