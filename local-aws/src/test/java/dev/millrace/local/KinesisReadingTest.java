package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Iterators, resharding and retention, on a clock that the test turns. */
class KinesisReadingTest {
    private static final TurnableClock CLOCK = TurnableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private static LocalAws aws;
    private static RawKinesis kinesis;
    private String stream = "";

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().limits(false).clock(CLOCK).start();
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
    }

    @Test
    void theFiveIteratorTypesStartWhereTheySay() {
        kinesis.put(stream, "k", "a");
        CLOCK.advance(Duration.ofSeconds(10));
        String b = kinesis.put(stream, "k", "b").path("SequenceNumber").asText();
        String time = ",\"Timestamp\":" + CLOCK.millis() / 1000;
        kinesis.put(stream, "k", "c");
        String latest = kinesis.iterator(stream, 0, "LATEST");
        kinesis.put(stream, "k", "d");
        String number = ",\"StartingSequenceNumber\":\"" + b + "\"";

        assertThat(read(kinesis.iterator(stream, 0, "TRIM_HORIZON"))).isEqualTo("abcd");
        assertThat(read(kinesis.iterator(stream, 0, "AT_TIMESTAMP", time))).isEqualTo("bcd");
        assertThat(read(kinesis.iterator(stream, 0, "AT_SEQUENCE_NUMBER", number)))
                .isEqualTo("bcd");
        assertThat(read(kinesis.iterator(stream, 0, "AFTER_SEQUENCE_NUMBER", number)))
                .isEqualTo("cd");
        assertThat(read(latest)).isEqualTo("d");
    }

    @Test
    void aTimestampInTheFutureIsRefused() {
        String future = ",\"Timestamp\":" + (CLOCK.millis() / 1000 + 60);

        var answer = kinesis.ask(
                "GetShardIterator",
                "{\"StreamName\":\"%s\",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"AT_TIMESTAMP\"%s}"
                        .formatted(stream, future));

        assertThat(answer.type()).isEqualTo("InvalidArgumentException");
        assertThat(answer.message()).startsWith("The timestampInMillis parameter cannot be greater than");
    }

    @Test
    void anIteratorExpiresAfterFiveMinutes() {
        String iterator = kinesis.iterator(stream, 0, "LATEST");
        CLOCK.advance(Duration.ofMinutes(5));
        assertThat(kinesis.ask("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}")
                        .status())
                .isEqualTo(200);
        CLOCK.advance(Duration.ofMillis(1));

        var answer = kinesis.ask("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}");

        assertThat(answer.type()).isEqualTo("ExpiredIteratorException");
        assertThat(answer.message())
                .startsWith("Iterator expired. The iterator was created at time ")
                .endsWith("which is further in the future than the tolerated delay of 300000 milliseconds.");
    }

    @Test
    void millisBehindLatestIsTheAgeOfTheFirstRecordNotRead() {
        kinesis.put(stream, "k", "a");
        kinesis.put(stream, "k", "b");
        CLOCK.advance(Duration.ofSeconds(7));

        JsonNode behind = kinesis.call(
                "GetRecords",
                "{\"ShardIterator\":\"%s\",\"Limit\":1}".formatted(kinesis.iterator(stream, 0, "TRIM_HORIZON")));
        JsonNode atTip = kinesis.records(behind.path("NextShardIterator").asText());

        assertThat(behind.path("MillisBehindLatest").asLong()).isEqualTo(7_000);
        assertThat(atTip.path("MillisBehindLatest").asLong()).isZero();
    }

    @Test
    void aSplitShardEndsWithItsChildrenAndTheyGoOn() {
        String parent = kinesis.iterator(stream, 0, "TRIM_HORIZON");
        kinesis.put(stream, "k", "before");
        split("1000");
        kinesis.put(stream, "k", "after");

        JsonNode last = kinesis.records(parent);

        assertThat(RawKinesis.texts(last)).containsExactly("before");
        assertThat(last.has("NextShardIterator")).isFalse();
        assertThat(last.path("ChildShards").findValuesAsText("ShardId"))
                .containsExactly("shardId-000000000001", "shardId-000000000002");
        assertThat(last.path("ChildShards").get(0).path("ParentShards").get(0).asText())
                .isEqualTo("shardId-000000000000");
        assertThat(read(kinesis.iterator(stream, 1, "TRIM_HORIZON"))).isEmpty();
        assertThat(read(kinesis.iterator(stream, 2, "TRIM_HORIZON"))).isEqualTo("after");
    }

    @Test
    void mergedShardsHaveOneChildWithBothAsParents() {
        split("1000");
        kinesis.call(
                "MergeShards",
                "{\"StreamName\":\"%s\",\"ShardToMerge\":\"shardId-000000000002\",\"AdjacentShardToMerge\":\"shardId-000000000001\"}"
                        .formatted(stream));

        JsonNode shards = kinesis.call("ListShards", "{\"StreamName\":\"" + stream + "\"}")
                .path("Shards");
        JsonNode open = openShards();

        assertThat(shards).hasSize(4);
        assertThat(open).hasSize(1);
        assertThat(open.get(0).path("ParentShardId").asText()).isEqualTo("shardId-000000000002");
        assertThat(open.get(0).path("AdjacentParentShardId").asText()).isEqualTo("shardId-000000000001");
        assertThat(open.get(0).path("HashKeyRange").path("StartingHashKey").asText())
                .isEqualTo("0");
    }

    /** Of sixteen shards, because a number holds its shard's last hexadecimal digit above the record's place. */
    @Test
    void sequenceNumbersGrowFromParentToChildEvenWithinOneSecond() {
        kinesis.create("sixteen", 16);
        String all = "340282366920938463463374607431768211455";
        String before = putAt(all, "a");
        kinesis.call(
                "SplitShard",
                "{\"StreamName\":\"sixteen\",\"ShardToSplit\":\"shardId-000000000015\",\"NewStartingHashKey\":\"%s\"}"
                        .formatted(new BigInteger(all).subtract(BigInteger.TEN)));
        String after = putAt(all, "b");
        JsonNode parent = kinesis.call("ListShards", "{\"StreamName\":\"sixteen\"}")
                .path("Shards")
                .get(15);
        String ending =
                parent.path("SequenceNumberRange").path("EndingSequenceNumber").asText();

        assertThat(new BigInteger(before)).isLessThan(new BigInteger(ending));
        assertThat(new BigInteger(ending)).isLessThan(new BigInteger(after));
        assertThat(after).hasSize(56);
    }

    private static String putAt(String hashKey, String data) {
        String input = "{\"StreamName\":\"sixteen\",\"PartitionKey\":\"k\",\"ExplicitHashKey\":\"%s\",\"Data\":\"%s\"}";
        return kinesis.call("PutRecord", input.formatted(hashKey, RawKinesis.base64(data)))
                .path("SequenceNumber")
                .asText();
    }

    @Test
    void recordsOlderThanTheRetentionAreGone() {
        kinesis.put(stream, "k", "old");
        CLOCK.advance(Duration.ofHours(24));
        kinesis.put(stream, "k", "new");
        assertThat(read(kinesis.iterator(stream, 0, "TRIM_HORIZON"))).isEqualTo("oldnew");
        CLOCK.advance(Duration.ofMillis(1));

        assertThat(read(kinesis.iterator(stream, 0, "TRIM_HORIZON"))).isEqualTo("new");
    }

    @Test
    void shardsAreListedByPagesThatTheTokenAloneContinues() {
        split("1000");
        JsonNode first = kinesis.call("ListShards", "{\"StreamName\":\"%s\",\"MaxResults\":2}".formatted(stream));

        JsonNode second = kinesis.call(
                "ListShards",
                "{\"NextToken\":\"%s\"}".formatted(first.path("NextToken").asText()));

        assertThat(first.path("Shards")).hasSize(2);
        assertThat(second.path("Shards").findValuesAsText("ShardId")).containsExactly("shardId-000000000002");
        assertThat(second.has("NextToken")).isFalse();
    }

    @Test
    void shardFiltersTellWhatWasOpenWhen() {
        long created = CLOCK.millis() / 1000;
        CLOCK.advance(Duration.ofMinutes(10));
        split("1000");

        assertThat(filtered("{\"Type\":\"AT_LATEST\"}")).isEqualTo("12");
        assertThat(filtered("{\"Type\":\"AT_TRIM_HORIZON\"}")).isEqualTo("0");
        assertThat(filtered("{\"Type\":\"FROM_TRIM_HORIZON\"}")).isEqualTo("012");
        assertThat(filtered("{\"Type\":\"AT_TIMESTAMP\",\"Timestamp\":%d}".formatted(created + 60)))
                .isEqualTo("0");
        assertThat(filtered("{\"Type\":\"FROM_TIMESTAMP\",\"Timestamp\":%d}".formatted(created + 60)))
                .isEqualTo("012");
        String closing = BigDecimal.valueOf(CLOCK.millis(), 3).toPlainString();
        assertThat(filtered("{\"Type\":\"FROM_TIMESTAMP\",\"Timestamp\":" + closing + "}"))
                .isEqualTo("012");
        assertThat(filtered("{\"Type\":\"AT_TIMESTAMP\",\"Timestamp\":" + closing + "}"))
                .isEqualTo("012");
        assertThat(filtered("{\"Type\":\"FROM_TIMESTAMP\",\"Timestamp\":%d}".formatted(created + 660)))
                .isEqualTo("12");
        assertThat(filtered("{\"Type\":\"AFTER_SHARD_ID\",\"ShardId\":\"shardId-000000000001\"}"))
                .isEqualTo("2");
    }

    private String filtered(String filter) {
        JsonNode shards = kinesis.call(
                        "ListShards", "{\"StreamName\":\"%s\",\"ShardFilter\":%s}".formatted(stream, filter))
                .path("Shards");
        StringBuilder numbers = new StringBuilder();
        shards.findValuesAsText("ShardId").forEach(id -> numbers.append(id.charAt(id.length() - 1)));
        return numbers.toString();
    }

    private JsonNode openShards() {
        String input = "{\"StreamName\":\"%s\",\"ShardFilter\":{\"Type\":\"AT_LATEST\"}}".formatted(stream);
        return kinesis.call("ListShards", input).path("Shards");
    }

    private void split(String at) {
        kinesis.call(
                "SplitShard",
                "{\"StreamName\":\"%s\",\"ShardToSplit\":\"shardId-000000000000\",\"NewStartingHashKey\":\"%s\"}"
                        .formatted(stream, at));
    }

    private static String read(String iterator) {
        return String.join("", RawKinesis.texts(kinesis.records(iterator)));
    }
}
