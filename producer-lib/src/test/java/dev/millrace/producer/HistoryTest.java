package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.handling.Ordering;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.HashRange;
import dev.millrace.record.StreamPosition;
import dev.millrace.record.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * No loss, no inversion, every future exactly once, whatever happens. Long histories: {@code -Dmillrace.histories=100
 * -Dmillrace.historyRecords=100000}; one again: {@code -Dmillrace.seed=N}.
 */
class HistoryTest {
    private static final int HISTORIES = Integer.getInteger("millrace.histories", 5);
    private static final int RECORDS = Integer.getInteger("millrace.historyRecords", 3_000);
    private static final long FIRST_SEED = Long.getLong("millrace.seed", 20261123L);

    @Test
    void aggregatesInOrder() {
        play(Ordering.PER_KEY, true);
    }

    @Test
    void plainRecordsInOrder() {
        play(Ordering.PER_KEY, false);
    }

    @Test
    void aggregatesWithoutOrder() {
        play(Ordering.NONE, true);
    }

    @Test
    void plainRecordsWithoutOrder() {
        play(Ordering.NONE, false);
    }

    private static void play(Ordering ordering, boolean aggregation) {
        int delivered = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            boolean patient = seed % 4 != 0;
            Duration timeout = Duration.ofSeconds(patient ? 60 : 3);
            History history = new History(
                            seed, RECORDS, settings(seed, ordering, aggregation).deliveryTimeout(timeout))
                    .play();
            delivered += check(history, ordering, patient, "seed " + seed);
        }
        assertThat(delivered).isGreaterThan(HISTORIES * RECORDS / 3);
    }

    private static ProducerSettings.Builder settings(long seed, Ordering ordering, boolean aggregation) {
        return ProducerSettings.builder()
                .ordering(ordering)
                .aggregation(aggregation)
                .aggregateBytes(seed % 2 == 0 ? 51_200 : 4_000)
                .linger(Duration.ofMillis(seed % 3 * 50))
                .requestsInFlight(1 + (int) (seed % 7) * 3)
                .memoryBytes(1_100_000)
                .memoryRecords(600)
                .shardShare(10);
    }

    /** Answers how many records were delivered. */
    private static int check(History history, Ordering ordering, boolean patient, String seed) {
        assertThat(history.puts).as(seed).allMatch(put -> put.completions == 1);
        assertThat(history.brokenFlushes).as(seed).isZero();
        assertThat(history.rig.budget.usedBytes()).as(seed).isZero();
        assertThat(history.rig.budget.usedRecords()).as(seed).isZero();
        List<History.Put> delivered = history.puts.stream()
                .filter(put -> !put.future.isCompletedExceptionally())
                .toList();
        if (!history.closesEarly && patient) {
            assertThat(delivered).as(seed).hasSameSizeAs(history.puts);
        }
        checkPlaces(history, delivered, seed);
        if (ordering == Ordering.PER_KEY) {
            checkOrder(history, delivered, true, seed);
            checkOrder(history, delivered, false, seed);
        }
        return delivered.size();
    }

    /** Where its result says, the stream holds the record, in an aggregate that KCL would not drop. */
    private static void checkPlaces(History history, List<History.Put> delivered, String seed) {
        Map<String, StreamRecord> byPlace = new HashMap<>();
        readable(history, true).forEach(record -> byPlace.put(record.shardId() + record.position(), record));
        for (History.Put put : delivered) {
            PutResult result = put.future.join();
            StreamRecord found = byPlace.get(result.shardId() + result.position());
            assertThat(found).as("%s: %s", seed, result).isNotNull();
            assertThat(found.data()).as("%s: %s", seed, result).isEqualTo(put.record.data());
            assertThat(found.partitionKey()).as(seed).isEqualTo(put.record.partitionKey());
        }
    }

    private static void checkOrder(History history, List<History.Put> delivered, boolean asKcl, String seed) {
        Map<String, StreamPosition> firstArrival = new HashMap<>();
        readable(history, asKcl)
                .forEach(record -> firstArrival.merge(
                        Rig.text(record.userRecord()),
                        record.position(),
                        (one, other) -> one.compareTo(other) < 0 ? one : other));
        Map<String, StreamPosition> last = new HashMap<>();
        for (History.Put put : delivered) {
            StreamPosition arrival = firstArrival.get(Rig.text(put.record));
            StreamPosition before = last.put(put.record.partitionKey(), arrival);
            assertThat(before == null || before.compareTo(arrival) < 0)
                    .as("%s: %s of %s after its successor", seed, arrival, put.record)
                    .isTrue();
        }
    }

    /** What a reader finds; KCL drops an aggregate whole if a record in it belongs to another shard. */
    private static List<StreamRecord> readable(History history, boolean asKcl) {
        Map<String, HashRange> ranges = history.rig.kinesis.listing().ranges();
        List<StreamRecord> found = new ArrayList<>();
        history.rig
                .kinesis
                .logs()
                .forEach((shardId, log) -> log.forEach(record -> {
                    List<StreamRecord> inside = Deaggregator.deaggregate(record);
                    boolean dropped = inside.size() > 1
                            && inside.stream()
                                    .anyMatch(sub -> !ranges.get(shardId)
                                            .contains(sub.userRecord().hashKey()));
                    if (!asKcl || !dropped) {
                        found.addAll(inside);
                    }
                }));
        return found;
    }
}
