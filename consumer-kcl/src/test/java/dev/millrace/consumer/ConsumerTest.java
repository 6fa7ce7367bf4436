package dev.millrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.millrace.handling.Handling;
import dev.millrace.handling.RecordContext;
import dev.millrace.handling.RetryPolicy;
import dev.millrace.record.Codec;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real KCL against a local AWS. */
@Timeout(120)
class ConsumerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final String MIDDLE = "170141183460469231731687303715884105728";

    private final Seen seen = new Seen();

    private Consumer start(ConsumerBuilder builder) {
        Consumer consumer = builder.handling(Handling.of(Codec.utf8(), seen)).build();
        consumer.start();
        return consumer;
    }

    private void awaitCount(int records) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen.count).hasValue(records));
    }

    private static void put(Local local, int keys, int from, int to) {
        for (int key = 0; key < keys; key++) {
            String name = "k" + key;
            local.put(IntStream.range(from, to).mapToObj(i -> name + "-" + i).toList());
        }
    }

    private void assertInOrder(int keys, int perKey) {
        assertThat(seen.byKey).hasSize(keys);
        assertThat(seen.byKey.values())
                .allSatisfy(numbers -> assertThat(numbers)
                        .isEqualTo(IntStream.range(0, perKey).boxed().toList()));
        assertThat(seen.overlaps).hasValue(0);
    }

    @Test
    void everyRecordOfAnAggregateIsHandledOnceInOrderAndASecondRunGoesOnFromTheCheckpoint() {
        Local local = Local.withShards(2);
        put(local, 8, 0, 50);
        try (Consumer first = start(local.consumer())) {
            awaitCount(400);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(first.checkpoints().values())
                            .hasSize(2)
                            .allMatch(checkpoint -> checkpoint.matches("\\d+:49")));
        }
        put(local, 8, 50, 100);
        Set<Thread> before = nonDaemons();
        try (Consumer second = start(local.consumer())) {
            awaitCount(800);
            assertThat(second.shards()).hasSize(2);
            assertThat(second.close(PATIENCE)).isTrue();
        }
        assertInOrder(8, 100);
        assertNoNewThreadKeepsTheJvmAlive(before);
    }

    @Test
    void aKeysOrderHoldsAcrossASplitAndAMerge() {
        Local local = Local.withShards(1);
        try (Consumer consumer = start(local.consumer())) {
            put(local, 8, 0, 20);
            local.split("shardId-000000000000", MIDDLE);
            put(local, 8, 20, 40);
            awaitCount(320);
            local.merge("shardId-000000000001", "shardId-000000000002");
            put(local, 8, 40, 60);
            awaitCount(480);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(consumer.checkpoints())
                            .containsEntry("shardId-000000000000", "SHARD_END")
                            .containsEntry("shardId-000000000001", "SHARD_END")
                            .containsEntry("shardId-000000000002", "SHARD_END"));
        }
        assertInOrder(8, 60);
    }

    @Test
    void aShardThatStalledGoesOnFromItsFailureOnceTheHandlerIsMended() {
        Local local = Local.withShards(1);
        put(local, 2, 0, 10);
        Consumer failing = local.consumer()
                .handling(Handling.of(Codec.utf8(), (String value, RecordContext context) -> {
                            if (value.equals("k0-7")) {
                                throw new IllegalStateException("poison");
                            }
                            seen.handle(value, context);
                        })
                        .withRetry(RetryPolicy.none()))
                .build();
        failing.start();
        awaitCount(17);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(failing.status())
                        .singleElement()
                        .satisfies(status -> assertThat(status.stalledBy()).hasMessage("poison")));
        assertThat(failing.close(PATIENCE)).isTrue();
        assertThat(failing.checkpoints().values()).allMatch(checkpoint -> checkpoint.endsWith(":6"));
        try (Consumer mended = start(local.consumer())) {
            awaitCount(17 + 3 + 10);
            assertThat(mended.close(PATIENCE)).isTrue();
        }
        assertThat(seen.byKey.get("k0"))
                .isEqualTo(IntStream.range(0, 10).boxed().toList());
    }

    /** Against a second run, since KCL's own static pool for assigning leases never ends. */
    private static void assertNoNewThreadKeepsTheJvmAlive(Set<Thread> before) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Set<Thread> left = nonDaemons();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private static Set<Thread> nonDaemons() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    @Test
    void aStreamThatIsNotThereIsNamedInOneClearError() {
        Consumer consumer = Consumer.builder("no-such-stream", "app")
                .kinesisClient(Local.KINESIS)
                .dynamoDbClient(Local.DYNAMO_DB)
                .metrics(false)
                .handling(Handling.of(Codec.utf8(), seen))
                .build();
        assertThatExceptionOfType(ConsumerException.class)
                .isThrownBy(consumer::start)
                .withMessageContaining("no-such-stream")
                .withMessageContaining("create it");
    }

    @Test
    void aConsumerStartsOnceAndClosesAsOftenAsOneLikes() {
        Local local = Local.withShards(1);
        Consumer consumer = start(local.consumer());
        assertThatIllegalStateException().isThrownBy(consumer::start);
        assertThat(consumer.close(PATIENCE)).isTrue();
        assertThat(consumer.close(PATIENCE)).isTrue();
        assertThat(consumer.terminated().toCompletableFuture()).isCompleted();
        assertThat(consumer.shards()).isEmpty();
        assertThat(Local.KINESIS.listStreams().join().streamNames()).contains(local.stream);
    }

    @Test
    void withoutAHandlingItIsNotBuilt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Consumer.builder("clicks", "app").build())
                .withMessageContaining("clicks");
    }
}
