package dev.millrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.handling.Handling;
import dev.millrace.record.Codec;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Several workers, one that is killed, and fan-out, with the real KCL against a local AWS. */
@Tag("long")
@Timeout(400)
class ConsumerFleetTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int KEYS = 16;

    private final Seen seen = new Seen();

    private Consumer start(ConsumerBuilder builder) {
        Consumer consumer = builder.handling(Handling.of(Codec.utf8(), seen)).build();
        consumer.start();
        return consumer;
    }

    private static void put(Local local, int from, int to) {
        for (int key = 0; key < KEYS; key++) {
            String name = "k" + key;
            local.put(IntStream.range(from, to).mapToObj(i -> name + "-" + i).toList());
        }
    }

    private void assertOnceAndInOrder(int perKey) {
        awaitHandled(perKey);
        assertThat(seen.byKey).hasSize(KEYS);
        assertThat(seen.byKey.values())
                .allSatisfy(numbers -> assertThat(numbers)
                        .isEqualTo(IntStream.range(0, perKey).boxed().toList()));
        assertThat(seen.overlaps).hasValue(0);
    }

    /** The shards whose leases this worker took at one time or another. */
    private static void awaitShards(Consumer consumer, int atLeast) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.checkpoints()).hasSizeGreaterThanOrEqualTo(atLeast));
    }

    @Test
    void aSecondWorkerTakesItsShareAndGivesItBackWithNothingLostTwiceOrOutOfOrder() {
        Local local = Local.withShards(4);
        int handed = 0;
        try (Consumer first = start(local.consumer().worker("first"))) {
            put(local, handed, handed += 10);
            awaitShards(first, 4);
            try (Consumer second = start(local.consumer().worker("second"))) {
                while (second.checkpoints().isEmpty()) {
                    put(local, handed, handed += 10);
                    awaitHandled(handed);
                }
                put(local, handed, handed += 10);
                assertThat(second.close(PATIENCE)).isTrue();
            }
            put(local, handed, handed += 10);
            assertOnceAndInOrder(handed);
        }
    }

    private void awaitHandled(int perKey) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(seen.count).hasValueGreaterThanOrEqualTo(KEYS * perKey));
    }

    @Test
    void whatAKilledWorkerHandledBehindItsCheckpointComesAgainAndNothingElse(@TempDir Path folder) throws Exception {
        Local local = Local.withShards(2);
        for (int from = 0; from < 2_000; from += 100) {
            put(local, from, from + 100);
        }
        Path lines = folder.resolve("lines");
        Process doomed = DoomedWorker.start(local.stream, lines);
        try {
            await().atMost(PATIENCE).until(() -> !checkpoints(local).isEmpty());
        } finally {
            doomed.destroyForcibly().waitFor();
        }
        Map<String, String> checkpoints = checkpoints(local);
        Set<String> again = new ConcurrentSkipListSet<>();
        try (Consumer heir = local.consumer()
                .handling(Handling.of(Codec.utf8(), (value, context) -> {
                    seen.handle(value, context);
                    again.add(value);
                }))
                .build()) {
            heir.start();
            List<String[]> handledBefore = Files.readAllLines(lines).stream()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length == 3)
                    .toList();
            Set<String> behind = handledBefore.stream()
                    .filter(words -> past(words[1], checkpoints.get(words[0])))
                    .map(words -> words[2])
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> before =
                    handledBefore.stream().map(words -> words[2]).collect(Collectors.toCollection(TreeSet::new));
            await().atMost(PATIENCE).untilAsserted(() -> {
                Set<String> all = new TreeSet<>(before);
                all.addAll(again);
                assertThat(all).hasSize(KEYS * 2_000);
            });
            before.retainAll(again);
            System.out.println("killed after " + handledBefore.size() + " records at " + checkpoints + ", "
                    + before.size() + " came again");
            assertThat(before).isEqualTo(behind);
            assertThat(seen.byKey.values())
                    .allSatisfy(numbers -> assertThat(numbers).isSorted());
        }
    }

    private static boolean past(String place, String checkpoint) {
        return checkpoint == null || parse(place).compareTo(parse(checkpoint)) > 0;
    }

    private static StreamPosition parse(String place) {
        int colon = place.indexOf(':');
        return new StreamPosition(
                new SequenceNumber(place.substring(0, colon)), Long.parseLong(place.substring(colon + 1)));
    }

    /** What the lease table holds, by shard; none for a shard without a sequence number yet. */
    private static Map<String, String> checkpoints(Local local) {
        if (!Local.DYNAMO_DB.listTables().join().tableNames().contains(local.application)) {
            return Map.of();
        }
        return Local.DYNAMO_DB.scan(request -> request.tableName(local.application)).join().items().stream()
                .filter(item -> item.get("leaseKey").s().startsWith("shardId-"))
                .filter(item -> Character.isDigit(item.get("checkpoint").s().charAt(0)))
                .collect(Collectors.toMap(item -> item.get("leaseKey").s(), ConsumerFleetTest::position));
    }

    private static String position(Map<String, AttributeValue> item) {
        return item.get("checkpoint").s() + ":"
                + item.get("checkpointSubSequenceNumber").n();
    }

    @Test
    void withTheSettingsForProductionItHandlesWhatThereIsAndSendsKclsMetrics() {
        Local local = Local.withShards(2);
        put(local, 0, 10);
        long started = System.nanoTime();
        try (Consumer consumer = start(Consumer.builder(local.stream, local.application)
                .kinesisClient(Local.KINESIS)
                .dynamoDbClient(Local.DYNAMO_DB)
                .cloudWatchClient(Local.CLOUD_WATCH))) {
            awaitHandled(10);
            System.out.println("first records after " + Duration.ofNanos(System.nanoTime() - started));
            put(local, 10, 20);
            assertOnceAndInOrder(20);
            assertThat(consumer.close(PATIENCE)).isTrue();
        }
        assertThat(Local.CLOUD_WATCH
                        .listMetrics(request -> request.namespace(local.application))
                        .join()
                        .metrics())
                .isNotEmpty();
    }

    @Test
    void fanOutFollowsASplitInOrder() {
        Local local = Local.withShards(1);
        try (Consumer consumer = start(local.consumer().fanOut())) {
            put(local, 0, 20);
            awaitShards(consumer, 1);
            local.split("shardId-000000000000", "170141183460469231731687303715884105728");
            put(local, 20, 40);
            assertOnceAndInOrder(40);
        }
    }
}
