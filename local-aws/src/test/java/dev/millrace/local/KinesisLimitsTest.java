package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class KinesisLimitsTest {
    private static final TurnableClock CLOCK = TurnableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private static LocalAws aws;
    private static RawKinesis kinesis;
    private String stream = "";

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().clock(CLOCK).transition(Duration.ofSeconds(3)).start();
        kinesis = new RawKinesis(aws.endpoint());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @BeforeEach
    void create(TestInfo test) {
        stream = test.getTestMethod().orElseThrow().getName();
        kinesis.create(stream, 1);
        CLOCK.advance(Duration.ofSeconds(3));
    }

    @Test
    void aShardTakes1000RecordsASecondAndRefusesTheNextByName() {
        assertThat(failed(500)).isZero();
        assertThat(failed(500)).isZero();

        JsonNode over = putRecords(1);

        assertThat(over.path("FailedRecordCount").asInt()).isEqualTo(1);
        JsonNode entry = over.path("Records").get(0);
        assertThat(entry.path("ErrorCode").asText()).isEqualTo("ProvisionedThroughputExceededException");
        assertThat(entry.path("ErrorMessage").asText())
                .isEqualTo("Rate exceeded for shard shardId-000000000000 in stream " + stream
                        + " under account 000000000000.");
        CLOCK.advance(Duration.ofMillis(500));
        assertThat(failed(500)).isZero();
        assertThat(failed(1)).isEqualTo(1);
    }

    @Test
    void aShardTakesOneMiBASecond() {
        String half = RawKinesis.putRecord(stream, "k", "x".repeat((1 << 19) - 1));

        assertThat(kinesis.ask("PutRecord", half).status()).isEqualTo(200);
        assertThat(kinesis.ask("PutRecord", half).status()).isEqualTo(200);
        assertThat(kinesis.ask("PutRecord", half).type()).isEqualTo("ProvisionedThroughputExceededException");
        CLOCK.advance(Duration.ofMillis(500));
        assertThat(kinesis.ask("PutRecord", half).status()).isEqualTo(200);
    }

    @Test
    void aShardAnswersFiveReadsASecond() {
        String iterator = kinesis.iterator(stream, 0, "LATEST");
        String input = "{\"ShardIterator\":\"" + iterator + "\"}";
        IntStream.range(0, 5).forEach(i -> kinesis.call("GetRecords", input));

        assertThat(kinesis.ask("GetRecords", input).type()).isEqualTo("ProvisionedThroughputExceededException");
        CLOCK.advance(Duration.ofMillis(200));
        assertThat(kinesis.ask("GetRecords", input).status()).isEqualTo(200);
    }

    @Test
    void anAnswerOfSixMiBIsPaidForByTheNextSeconds() {
        String mib = RawKinesis.putRecord(stream, "k", "x".repeat((1 << 20) - 1));
        for (int i = 0; i < 6; i++) {
            assertThat(kinesis.ask("PutRecord", mib).status()).isEqualTo(200);
            CLOCK.advance(Duration.ofSeconds(1));
        }
        String iterator = kinesis.iterator(stream, 0, "TRIM_HORIZON");
        String next = kinesis.records(iterator).path("NextShardIterator").asText();
        String input = "{\"ShardIterator\":\"" + next + "\"}";

        CLOCK.advance(Duration.ofMillis(1_900));
        assertThat(kinesis.ask("GetRecords", input).type()).isEqualTo("ProvisionedThroughputExceededException");
        CLOCK.advance(Duration.ofMillis(200));
        assertThat(kinesis.ask("GetRecords", input).status()).isEqualTo(200);
    }

    @Test
    void aStreamIsCreatingAndDeletingForAsLongAsAsked() {
        kinesis.create("slow", 1);
        assertThat(status("slow")).isEqualTo("CREATING");
        assertThat(kinesis.ask("PutRecord", RawKinesis.putRecord("slow", "k", "x"))
                        .type())
                .isEqualTo("ResourceNotFoundException");
        CLOCK.advance(Duration.ofSeconds(3));
        assertThat(status("slow")).isEqualTo("ACTIVE");
        kinesis.call("DeleteStream", "{\"StreamName\":\"slow\"}");
        assertThat(status("slow")).isEqualTo("DELETING");
        CLOCK.advance(Duration.ofSeconds(3));
        assertThat(kinesis.ask("DescribeStream", "{\"StreamName\":\"slow\"}").type())
                .isEqualTo("ResourceNotFoundException");
    }

    private String status(String name) {
        return kinesis.call("DescribeStreamSummary", "{\"StreamName\":\"" + name + "\"}")
                .path("StreamDescriptionSummary")
                .path("StreamStatus")
                .asText();
    }

    private int failed(int records) {
        return putRecords(records).path("FailedRecordCount").asInt();
    }

    private JsonNode putRecords(int count) {
        String[] texts = IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
        return kinesis.call("PutRecords", RawKinesis.putRecords(stream, texts));
    }
}
