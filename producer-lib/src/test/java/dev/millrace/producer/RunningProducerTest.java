package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.record.HashRange;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.Shard;
import dev.millrace.record.UserRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The callers' side, with real threads, before a service whose answers wait for the test. */
@Timeout(60)
class RunningProducerTest {
    private final GatedService service = new GatedService();
    private final AtomicInteger cleanUps = new AtomicInteger();

    /** Answers every request once its gate is open. */
    private static final class GatedService implements Service {
        final CompletableFuture<Void> gate = new CompletableFuture<>();
        volatile boolean broken;
        private final AtomicLong sequence = new AtomicLong();

        @Override
        public CompletableFuture<List<EntryResult>> putRecords(List<OutgoingRecord> entries) {
            if (broken) {
                throw new IllegalStateException("as the test wished");
            }
            return gate.thenApplyAsync(open -> entries.stream()
                    .map(entry -> (EntryResult)
                            new Landed("shard", new SequenceNumber(String.valueOf(sequence.incrementAndGet()))))
                    .toList());
        }

        @Override
        public CompletableFuture<ShardListing> listShards() {
            return CompletableFuture.completedFuture(
                    ShardListing.of(List.of(new Shard("shard", HashRange.ALL)), List.of()));
        }
    }

    private RunningProducer producer(ProducerSettings.Builder settings) {
        return RunningProducer.start(
                "clicks", settings.build(), ProducerListener.NONE, service, Runnable::run, cleanUps::incrementAndGet);
    }

    private static ProducerSettings.Builder small() {
        return ProducerSettings.builder()
                .linger(Duration.ZERO)
                .recordBytes(1024)
                .memoryBytes(4096)
                .memoryRecords(3);
    }

    @Test
    void putFailsAtOnceWhenMemoryIsFullAndItMayNotBlock() {
        RunningProducer producer = producer(small().maxBlock(Duration.ZERO));
        for (int i = 0; i < 3; i++) {
            producer.put("k", new byte[1]);
        }
        assertThatThrownBy(() -> producer.put("k", new byte[1]))
                .isInstanceOf(BufferFullException.class)
                .hasMessageContaining("4096 bytes and 3 records")
                .hasMessageContaining("clicks");
        assertThat(producer.tryPut(UserRecord.of("k", "x"))).isEmpty();
        assertThat(producer.putAll(List.of(UserRecord.of("k", "x"))))
                .allMatch(CompletableFuture::isCompletedExceptionally);
        producer.close(Duration.ZERO);
    }

    @Test
    void putBlocksUntilMemoryIsFreedAndNeverExceedsTheBudget() throws Exception {
        try (RunningProducer producer = producer(small())) {
            AtomicInteger delivered = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        producer.put("k", new byte[900]).thenRun(delivered::incrementAndGet);
                        assertThat(producer.stats().pendingUserRecords()).isLessThanOrEqualTo(3);
                    }
                }));
            }
            threads.forEach(Thread::start);
            service.gate.complete(null);
            for (Thread thread : threads) {
                thread.join();
            }
            producer.flush().join();
            assertThat(delivered).hasValue(2_000);
        }
    }

    @Test
    void aBlockedPutGivesUpAfterTheLongestWaitOrWhenItsThreadIsInterrupted() {
        RunningProducer producer = producer(small().maxBlock(Duration.ofMillis(20)));
        for (int i = 0; i < 3; i++) {
            producer.put("k", new byte[1]);
        }
        assertThatThrownBy(() -> producer.put("k", new byte[1])).hasMessageContaining("within PT0.02S");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> producer.put("k", new byte[1])).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        producer.close(Duration.ZERO);
    }

    @Test
    void aRecordAboveTheLimitIsNotAccepted() {
        RunningProducer producer = producer(small());
        assertThatThrownBy(() -> producer.put("k", new byte[1024]))
                .isInstanceOf(RecordTooLargeException.class)
                .hasMessageContaining("1025 bytes")
                .hasMessageContaining("1024");
        assertThat(producer.stats().pendingBytes()).isZero();
        producer.close();
    }

    @Test
    void closeWithFullQueuesWaitsForThemAndCleansUpOnce() {
        RunningProducer producer = producer(small());
        List<CompletableFuture<PutResult>> puts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            puts.add(producer.put("k", new byte[1]));
        }
        CompletableFuture.runAsync(() -> service.gate.complete(null));
        producer.close();
        producer.close();
        assertThat(puts).allMatch(put -> put.isDone() && !put.isCompletedExceptionally());
        assertThat(cleanUps).hasValue(1);
        assertThatThrownBy(() -> producer.put("k", new byte[1])).isInstanceOf(ProducerClosedException.class);
        assertThat(producer.flush()).isCompleted();
    }

    @Test
    void closeThatRunsOutOfTimeFailsTheRestAndFreesWhoWaitsForMemory() throws Exception {
        RunningProducer producer = producer(small());
        List<CompletableFuture<PutResult>> puts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            puts.add(producer.put("k", new byte[1]));
        }
        CompletableFuture<Throwable> blocked = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            started.countDown();
            try {
                producer.put("k", new byte[1]);
            } catch (ProducerException e) {
                blocked.complete(e);
            }
        });
        waiter.start();
        started.await();
        producer.close(Duration.ofMillis(50));
        assertThat(puts).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(blocked.join()).isInstanceOf(ProducerClosedException.class);
    }

    @Test
    void aBrokenLoopFailsWhatWasAcceptedAndRefusesTheRestByItsCause() {
        service.broken = true;
        RunningProducer producer = producer(small());
        assertThatThrownBy(producer.put("k", new byte[1])::join)
                .cause()
                .isInstanceOf(ProducerClosedException.class)
                .hasMessageContaining("as the test wished");
        producer.close();
        assertThatThrownBy(() -> producer.put("k", new byte[1])).hasMessageContaining("as the test wished");
        assertThat(producer.stats().pendingUserRecords()).isZero();
        assertThat(cleanUps).hasValue(1);
    }

    @Test
    void aCallbackMayCloseTheProducerItBelongsTo() {
        RunningProducer producer = producer(small());
        CompletableFuture<Void> closed = producer.put("k", new byte[1]).thenRun(() -> producer.close());
        service.gate.complete(null);
        closed.join();
        producer.close();
        assertThat(cleanUps).hasValue(1);
    }

    @Test
    void settingsRefuseWhatTheyCannotWorkWithAndNameTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerSettings.builder().aggregateBytes(63))
                .withMessageContaining("aggregateBytes 63");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerSettings.builder().linger(Duration.ofMillis(-1)))
                .withMessageContaining("linger PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerSettings.builder().memoryBytes(2048).build())
                .withMessageContaining("memoryBytes 2048 below recordBytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerSettings.builder().shardShare(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> Producer.builder(" "));
    }
}
