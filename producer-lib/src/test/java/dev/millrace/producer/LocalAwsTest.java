package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.local.LocalAws;
import dev.millrace.record.StreamRecord;
import dev.millrace.record.UserRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** The producer over HTTP against the stand-in, read by KCL's deaggregator. */
class LocalAwsTest {
    private static final int RECORDS = 4_000;
    private static final int KEYS = 40;

    private static LocalAws aws;
    private static KinesisAsyncClient client;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().limits(false).start();
        client = LocalStream.client(aws);
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
    }

    @AfterEach
    void repair() {
        aws.faults().clear();
    }

    @Test
    void everyFutureNamesThePlaceWhereTheStreamHoldsItsRecord() {
        LocalStream stream = new LocalStream(client, "places", 4);
        List<CompletableFuture<PutResult>> results = new ArrayList<>();
        ProducerSettings.Builder patient = ProducerSettings.builder().requestTimeout(Duration.ofMinutes(1));
        try (Producer producer = producer(stream, patient)) {
            putAll(producer, results, RECORDS);
            producer.flush().join();
            assertThat(results).allMatch(CompletableFuture::isDone);
            assertThat(producer.stats().aggregationFactor()).isGreaterThan(10);
            assertThat(producer.stats().pendingBytes()).isZero();
        }
        List<StreamRecord> found = stream.userRecords();
        assertThat(found).hasSize(RECORDS);
        for (StreamRecord record : found) {
            PutResult result = results.get(number(record.userRecord())).join();
            assertThat(result.shardId()).isEqualTo(record.shardId());
            assertThat(result.position()).isEqualTo(record.position());
            assertThat(result.attempts()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void splitsAndMergesInFlightLoseNothingAndKeepTheOrderOfEveryKey(boolean aggregation) {
        LocalStream stream = new LocalStream(client, "resharded-" + aggregation, 2);
        List<CompletableFuture<PutResult>> results = new ArrayList<>();
        try (Producer producer = producer(stream, fast().aggregation(aggregation))) {
            for (int part = 0; part < 6; part++) {
                putAll(producer, results, RECORDS / 6);
                stream.reshard(part);
            }
            putAll(producer, results, RECORDS / 6);
        }
        assertThat(results).allMatch(result -> !result.isCompletedExceptionally());
        assertThat(orderViolations(stream, results.size())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttle", "failEntries", "reset", "dropAnswer", "hang", "serverError", "expiredToken"})
    void whatGoesWrongForAWhileDelaysRecordsAndLosesNone(String fault) {
        LocalStream stream = new LocalStream(client, fault, 3);
        List<CompletableFuture<PutResult>> results = new ArrayList<>();
        var faults = aws.faults().on("PutRecords").stream(stream.name()).skip(2).times(3);
        var set = switch (fault) {
            case "throttle" -> faults.throttle();
            case "failEntries" -> faults.failEntries("InternalFailure", "as the test wished");
            case "reset" -> faults.reset();
            case "dropAnswer" -> faults.dropAnswer();
            case "hang" -> faults.hang();
            case "serverError" -> faults.fail(500, "InternalFailure", "as the test wished");
            default -> faults.fail(400, "ExpiredTokenException", "as the test wished");
        };
        try (Producer producer = producer(stream, fast().requestTimeout(Duration.ofSeconds(1)))) {
            for (int part = 0; part < 8; part++) {
                putAll(producer, results, RECORDS / 8);
                producer.flush().join();
            }
        }
        assertThat(set.hits()).isEqualTo(3);
        assertThat(results).allMatch(result -> !result.isCompletedExceptionally());
        assertThat(orderViolations(stream, results.size())).isZero();
    }

    @Test
    void aStreamThatIsNotThereFailsItsRecordsAtOnce() {
        try (Producer producer =
                Producer.builder("no-such-stream").client(client).build()) {
            assertThatThrownBy(producer.put("k", new byte[1])::join)
                    .cause()
                    .isInstanceOf(DeliveryFailedException.class)
                    .hasMessageContaining("no-such-stream");
        }
    }

    @Test
    void aStreamDeletedWhileRunningFailsItsRecordsAtOnce() {
        LocalStream stream = new LocalStream(client, "deleted", 1);
        try (Producer producer = producer(stream, fast())) {
            producer.put("k", new byte[1]).join();
            stream.delete();
            assertThatThrownBy(producer.put("k", new byte[1])::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(DeliveryFailedException.class);
        }
    }

    @Test
    void credentialsThatAreNotAcceptedFailAtOnce() {
        LocalStream stream = new LocalStream(client, "credentials", 1);
        try (Producer producer = producer(stream, fast())) {
            producer.put("k", new byte[1]).join();
            aws.faults().on("PutRecords").refuseCredentials();
            assertThatThrownBy(producer.put("k", new byte[1])::join)
                    .cause()
                    .isInstanceOf(DeliveryFailedException.class)
                    .hasMessageContaining("security token");
        }
    }

    @Test
    void theStreamsArnServesAsWellAsItsName() {
        LocalStream stream = new LocalStream(client, "by-arn", 1);
        try (Producer producer = Producer.builder(stream.arn())
                .client(client)
                .settings(fast().build())
                .build()) {
            assertThat(producer.put("k", new byte[1]).join().shardId()).isEqualTo("shardId-000000000000");
        }
    }

    private static ProducerSettings.Builder fast() {
        return ProducerSettings.builder().linger(Duration.ofMillis(5)).aggregateBytes(2_000);
    }

    private static Producer producer(LocalStream stream, ProducerSettings.Builder settings) {
        return Producer.builder(stream.name())
                .client(client)
                .settings(settings.build())
                .build();
    }

    private static void putAll(Producer producer, List<CompletableFuture<PutResult>> results, int count) {
        for (int i = 0; i < count; i++) {
            int number = results.size();
            results.add(producer.put(UserRecord.of("key-" + number % KEYS, "record " + number)));
        }
    }

    private static int number(UserRecord record) {
        return Integer.parseInt(Rig.text(record).substring("record ".length()));
    }

    /** How often KCL sees a record first after a later one of its key; fails if it misses any. */
    private static int orderViolations(LocalStream stream, int records) {
        Map<String, Integer> highest = new HashMap<>();
        boolean[] seen = new boolean[records];
        int violations = 0;
        for (KinesisClientRecord record : stream.asKclReadsIt()) {
            int number = number(UserRecord.read(record.partitionKey(), record.data()));
            if (!seen[number]) {
                seen[number] = true;
                violations += highest.merge(record.partitionKey(), number, Math::max) > number ? 1 : 0;
            }
        }
        for (int i = 0; i < records; i++) {
            assertThat(seen[i]).as("record %d arrived", i).isTrue();
        }
        return violations;
    }
}
