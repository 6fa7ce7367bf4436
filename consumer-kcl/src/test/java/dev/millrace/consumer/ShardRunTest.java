package dev.millrace.consumer;

import static dev.millrace.consumer.Records.position;
import static dev.millrace.consumer.Records.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShardRunTest {
    private final HandlerDesk desk = new HandlerDesk();
    private final ShardRun run = run(100, 1_000);

    private ShardRun run(int records, long bytes) {
        return new ShardRun(desk.lanes(), new ShardRun.Bounds(records, bytes), null);
    }

    @Test
    void noMoreRecordsThanTheBoundAreTakenOnUntilTheFirstIsDone() {
        ShardRun two = run(2, 1_000);
        two.accept(stream(1, "a"));
        two.accept(stream(2, "b"));
        CompletableFuture<Boolean> third = two.accept(stream(3, "c"));
        assertThat(third).isNotDone();
        desk.runOne();
        assertThat(third).isCompletedWithValue(true);
        desk.run();
        assertThat(desk.handled).containsExactly("a", "b", "c");
        assertThat(two.reached()).isEqualTo(position(3, 0));
    }

    @Test
    void recordsBehindAStuckOneCountThoughTheyAreHandled() {
        ShardRun two = run(2, 1_000);
        desk.poison("a");
        two.accept(stream(1, "a"));
        two.accept(stream(2, "b"));
        CompletableFuture<Boolean> third = two.accept(stream(3, "c"));
        desk.run();
        assertThat(desk.handled).containsExactly("a", "b");
        assertThat(third).isNotDone();
        assertThat(two.reached()).isNull();
    }

    @Test
    void noMoreBytesThanTheBoundAreTakenOnButALargeRecordRunsAlone() {
        ShardRun five = run(100, 5);
        assertThat(five.accept(stream(1, "a-larger-than-five"))).isCompletedWithValue(true);
        CompletableFuture<Boolean> second = five.accept(stream(2, "b23"));
        assertThat(second).isNotDone();
        desk.runOne();
        assertThat(second).isCompletedWithValue(true);
        assertThat(five.accept(stream(3, "c23"))).isNotDone();
    }

    @Test
    void whatWasDoneBeforeTheCheckpointIsNotHandledAgain() {
        ShardRun resumed = new ShardRun(desk.lanes(), new ShardRun.Bounds(100, 1_000), position(2, 0));
        resumed.accept(stream(1, "a"));
        resumed.accept(stream(2, "b"));
        resumed.accept(stream(3, "c"));
        desk.run();
        assertThat(desk.handled).containsExactly("c");
    }

    @Test
    void drainingHandlesWhatWasTakenOnAndTurnsTheRestAwayForGood() {
        ShardRun one = run(1, 1_000);
        one.accept(stream(1, "a"));
        CompletableFuture<Boolean> waiting = one.accept(stream(2, "b"));
        CompletableFuture<Void> idle = one.drain();
        assertThat(waiting).isCompletedWithValue(false);
        assertThat(idle).isNotDone();
        desk.run();
        assertThat(idle).isDone();
        assertThat(one.accept(stream(3, "c"))).isCompletedWithValue(false);
        assertThat(one.reached()).isEqualTo(position(1, 0));
        assertThat(one.end()).isCompletedWithValue(false);
    }

    @Test
    void theEndOfAShardIsReachedOnlyOnceAllIsDone() {
        run.accept(stream(1, "a"));
        run.accept(stream(2, "b"));
        CompletableFuture<Boolean> end = run.end();
        desk.runOne();
        assertThat(end).isNotDone();
        desk.runOne();
        assertThat(end).isCompletedWithValue(true);
    }

    @Test
    void theEndOfAShardWithoutRecordsIsReachedAtOnce() {
        assertThat(run.end()).isCompletedWithValue(true);
    }

    @Test
    void theEndOfAShardIsNotReachedPastAFailureAndThatIsSaidOnceItDrains() {
        desk.poison("a");
        run.accept(stream(1, "a"));
        CompletableFuture<Boolean> end = run.end();
        desk.run();
        assertThat(end).isNotDone();
        run.drain();
        assertThat(end).isCompletedWithValue(false);
    }

    @Test
    void onceStoppedNothingStartsAndItIsIdleWhenAllHasEnded() {
        run.accept(stream(1, "a"));
        CompletableFuture<Void> idle = run.stop();
        assertThat(run.end()).isCompletedWithValue(false);
        assertThat(idle).isNotDone();
        desk.run();
        assertThat(idle).isDone();
        assertThat(desk.handled).isEmpty();
        assertThat(run.reached()).isNull();
    }
}
