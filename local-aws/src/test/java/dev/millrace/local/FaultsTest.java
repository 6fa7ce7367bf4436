package dev.millrace.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String SHARD = "shardId-000000000000";
    private static LocalAws aws;
    private static RawKinesis kinesis;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().limits(false).start();
        kinesis = new RawKinesis(aws.endpoint());
        kinesis.create("s", 1);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @AfterEach
    void clear() {
        aws.faults().clear();
    }

    @Test
    void aThrottledShardRefusesAsManyRecordsAsAskedAndTakesTheNext() {
        Fault fault =
                aws.faults().on("PutRecords").shard(SHARD).skip(1).times(2).throttle();

        JsonNode answer = kinesis.call("PutRecords", RawKinesis.putRecords("s", "a", "b", "c", "d"));

        assertThat(answer.path("FailedRecordCount").asInt()).isEqualTo(2);
        assertThat(answer.path("Records").findValuesAsText("ErrorCode"))
                .containsExactly("ProvisionedThroughputExceededException", "ProvisionedThroughputExceededException");
        assertThat(answer.path("Records").get(0).has("SequenceNumber")).isTrue();
        assertThat(answer.path("Records").get(3).has("SequenceNumber")).isTrue();
        assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void aThrottledShardRefusesReads() {
        String iterator = kinesis.iterator("s", 0, "LATEST");
        aws.faults().on("GetRecords").times(1).throttle();

        var refused = kinesis.ask("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}");

        assertThat(refused.type()).isEqualTo("ProvisionedThroughputExceededException");
        assertThat(kinesis.ask("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anEntryFailsWithTheCodeAskedForAndIsNotStored() {
        String latest = kinesis.iterator("s", 0, "LATEST");
        aws.faults().on("PutRecords").times(1).failEntries("InternalFailure", "Internal service failure.");

        JsonNode answer = kinesis.call("PutRecords", RawKinesis.putRecords("s", "lost", "kept"));

        assertThat(answer.path("Records").get(0).path("ErrorCode").asText()).isEqualTo("InternalFailure");
        assertThat(RawKinesis.texts(kinesis.records(latest))).containsExactly("kept");
    }

    @Test
    void aDroppedAnswerBreaksTheConnectionAfterTheRecordWasWritten() {
        String latest = kinesis.iterator("s", 0, "LATEST");
        aws.faults().on("PutRecord").times(1).dropAnswer();

        assertThatThrownBy(() -> kinesis.ask("PutRecord", RawKinesis.putRecord("s", "k", "written")))
                .hasCauseInstanceOf(IOException.class);
        assertThat(RawKinesis.texts(kinesis.records(latest))).containsExactly("written");
    }

    @Test
    void aResetBreaksTheConnectionBeforeTheRecordIsWritten() {
        String latest = kinesis.iterator("s", 0, "LATEST");
        aws.faults().on("PutRecord").times(1).reset();

        assertThatThrownBy(() -> kinesis.ask("PutRecord", RawKinesis.putRecord("s", "k", "never")))
                .hasCauseInstanceOf(IOException.class);
        assertThat(RawKinesis.texts(kinesis.records(latest))).isEmpty();
    }

    @Test
    void aHangingCallIsCarriedOutAndNotAnswered() {
        String latest = kinesis.iterator("s", 0, "LATEST");
        aws.faults().on("PutRecord").times(1).hang();

        CompletableFuture<?> hanging = kinesis.askAsync("PutRecord", RawKinesis.putRecord("s", "k", "silent"));
        while (RawKinesis.texts(kinesis.records(latest)).isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(hanging).isNotDone();
        hanging.cancel(true);
    }

    @Test
    void aDelayedCallIsAnsweredLater() throws Exception {
        aws.faults().on("ListStreams").times(1).delay(Duration.ofMillis(300));
        long start = System.nanoTime();

        kinesis.askAsync("ListStreams", "{}").get(10, SECONDS);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void callsAreRefusedWithTheStatusAndErrorAskedFor() {
        aws.faults().on("ListStreams").times(1).fail(503, "ServiceUnavailable", "Slow down.");
        aws.faults().on("ListStreams").times(1).refuseCredentials();
        aws.faults().on("GetRecords").times(1).expireIterator();

        var unavailable = kinesis.ask("ListStreams", "{}");
        var refused = kinesis.ask("ListStreams", "{}");
        var expired = kinesis.ask("GetRecords", "{\"ShardIterator\":\"" + kinesis.iterator("s", 0, "LATEST") + "\"}");

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.type()).isEqualTo("ServiceUnavailable");
        assertThat(refused.type()).isEqualTo("UnrecognizedClientException");
        assertThat(expired.type()).isEqualTo("ExpiredIteratorException");
    }

    @Test
    void aFaultOfOneStreamLeavesTheOthersAlone() {
        aws.faults().on().stream("other").fail(500, "InternalFailure", "Broken.");

        assertThat(kinesis.ask("DescribeStreamSummary", "{\"StreamName\":\"s\"}")
                        .status())
                .isEqualTo(200);
        assertThat(kinesis.ask("DescribeStreamSummary", "{\"StreamName\":\"other\"}")
                        .status())
                .isEqualTo(500);
    }

    @Test
    void theSameSeedHitsTheSameCalls() {
        assertThat(hits(7))
                .isEqualTo(hits(7))
                .isNotEqualTo(hits(8))
                .contains("x")
                .contains(".");
    }

    private static String hits(long seed) {
        StringBuilder pattern = new StringBuilder();
        Fault fault = aws.faults().on("ListStreams").chance(0.5, seed).fail(500, "InternalFailure", "Broken.");
        for (int i = 0; i < 16; i++) {
            pattern.append(kinesis.ask("ListStreams", "{}").status() == 500 ? 'x' : '.');
        }
        fault.stop();
        return pattern.toString();
    }
}
