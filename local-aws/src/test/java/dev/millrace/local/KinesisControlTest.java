package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be set on streams, consumers and the account. */
class KinesisControlTest {
    private static final TurnableClock CLOCK = TurnableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static LocalAws aws;
    private static RawKinesis kinesis;
    private String stream = "";
    private String arn = "";

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
    void create() {
        stream = "stream-" + COUNT.incrementAndGet();
        arn = "arn:aws:kinesis:us-east-1:000000000000:stream/" + stream;
        kinesis.create(stream, 1);
    }

    @Test
    void tagsAreAddedByNameOrArnAndListedInPages() {
        kinesis.call("AddTagsToStream", named("\"Tags\":{\"a\":\"1\",\"b\":\"2\"}"));
        kinesis.call("TagResource", of("\"Tags\":{\"c\":\"3\",\"a\":\"9\"}"));
        kinesis.call("RemoveTagsFromStream", named("\"TagKeys\":[\"b\"]"));

        JsonNode first = kinesis.call("ListTagsForStream", named("\"Limit\":1"));
        JsonNode all = kinesis.call("ListTagsForResource", of(""));

        assertThat(first.path("Tags").toString()).isEqualTo("[{\"Key\":\"a\",\"Value\":\"9\"}]");
        assertThat(first.path("HasMoreTags").asBoolean()).isTrue();
        assertThat(all.path("Tags").findValuesAsText("Key")).containsExactly("a", "c");
    }

    @Test
    void aConsumerHasTagsOfItsOwn() {
        String consumer = kinesis.call(
                        "RegisterStreamConsumer",
                        "{\"StreamARN\":\"%s\",\"ConsumerName\":\"c\",\"Tags\":{\"k\":\"v\"}}".formatted(arn))
                .path("Consumer")
                .path("ConsumerARN")
                .asText();

        JsonNode tags = kinesis.call("ListTagsForResource", "{\"ResourceARN\":\"" + consumer + "\"}");

        assertThat(tags.path("Tags").toString()).isEqualTo("[{\"Key\":\"k\",\"Value\":\"v\"}]");
        assertThat(kinesis.call("ListTagsForResource", of("")).path("Tags")).isEmpty();
    }

    @Test
    void aLongerRetentionKeepsRecordsLonger() {
        kinesis.call("IncreaseStreamRetentionPeriod", named("\"RetentionPeriodHours\":48"));
        kinesis.put(stream, "k", "old");
        CLOCK.advance(Duration.ofHours(40));
        assertThat(RawKinesis.texts(kinesis.records(kinesis.iterator(stream, 0, "TRIM_HORIZON"))))
                .containsExactly("old");

        kinesis.call("DecreaseStreamRetentionPeriod", named("\"RetentionPeriodHours\":24"));

        assertThat(RawKinesis.texts(kinesis.records(kinesis.iterator(stream, 0, "TRIM_HORIZON"))))
                .isEmpty();
    }

    @Test
    void aRetentionOutOfBoundsIsRefused() {
        assertThat(kinesis.ask("IncreaseStreamRetentionPeriod", named("\"RetentionPeriodHours\":23"))
                        .message())
                .isEqualTo(
                        "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.");
        assertThat(kinesis.ask("IncreaseStreamRetentionPeriod", named("\"RetentionPeriodHours\":8761"))
                        .type())
                .isEqualTo("InvalidArgumentException");
        assertThat(kinesis.ask("DecreaseStreamRetentionPeriod", named("\"RetentionPeriodHours\":25"))
                        .message())
                .contains("can not be longer than existing retention period (24 hours)");
    }

    @Test
    void optionsShowInTheSummary() {
        kinesis.call("UpdateMaxRecordSize", "{\"StreamARN\":\"%s\",\"MaxRecordSizeInKiB\":2048}".formatted(arn));
        kinesis.call("StartStreamEncryption", named("\"EncryptionType\":\"KMS\",\"KeyId\":\"alias/k\""));
        kinesis.call("EnableEnhancedMonitoring", named("\"ShardLevelMetrics\":[\"ALL\"]"));
        kinesis.call("DisableEnhancedMonitoring", named("\"ShardLevelMetrics\":[\"IncomingBytes\"]"));

        JsonNode summary = summary();

        assertThat(summary.path("MaxRecordSizeInKiB").asInt()).isEqualTo(2048);
        assertThat(summary.path("EncryptionType").asText()).isEqualTo("KMS");
        assertThat(summary.path("KeyId").asText()).isEqualTo("alias/k");
        assertThat(summary.path("EnhancedMonitoring").get(0).path("ShardLevelMetrics"))
                .hasSize(6);
        assertThat(kinesis.put(stream, "k", "x".repeat(2_000_000))
                        .path("EncryptionType")
                        .asText())
                .isEqualTo("KMS");
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,3", "3,2", "3,6", "4,7", "5,10", "6,3", "7,4", "10,5"})
    void scalingEndsWithEvenShardsThatCoverEveryKey(int from, int to) {
        String name = stream + "-scaled";
        kinesis.create(name, from);

        kinesis.call(
                "UpdateShardCount",
                "{\"StreamName\":\"%s\",\"TargetShardCount\":%d,\"ScalingType\":\"UNIFORM_SCALING\"}"
                        .formatted(name, to));

        JsonNode open = kinesis.call(
                        "ListShards",
                        "{\"StreamName\":\"%s\",\"ShardFilter\":{\"Type\":\"AT_LATEST\"}}".formatted(name))
                .path("Shards");
        assertThat(open).hasSize(to);
        BigInteger sum = BigInteger.ZERO;
        BigInteger even = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(to));
        for (JsonNode shard : open) {
            BigInteger size = size(shard.path("HashKeyRange"));
            assertThat(size.subtract(even).abs()).isLessThan(BigInteger.ONE.shiftLeft(34));
            sum = sum.add(size);
        }
        assertThat(sum).isEqualTo(BigInteger.ONE.shiftLeft(128));
    }

    @Test
    void scalingBeyondDoubleOrBelowHalfIsRefused() {
        kinesis.create(stream + "-4", 4);

        assertThat(scale(stream + "-4", 9).type()).isEqualTo("InvalidArgumentException");
        assertThat(scale(stream + "-4", 1).type()).isEqualTo("InvalidArgumentException");
        assertThat(scale(stream + "-4", 8).status()).isEqualTo(200);
    }

    @Test
    void policiesArePutReadAndDeleted() {
        kinesis.call("PutResourcePolicy", of("\"Policy\":\"{}\""));
        assertThat(kinesis.call("GetResourcePolicy", of("")).path("Policy").asText())
                .isEqualTo("{}");
        kinesis.call("DeleteResourcePolicy", of(""));

        assertThat(kinesis.ask("GetResourcePolicy", of("")).type()).isEqualTo("ResourceNotFoundException");
        assertThat(kinesis.ask("PutResourcePolicy", of("\"Policy\":\"{\"")).type())
                .isEqualTo("InvalidArgumentException");
    }

    @Test
    void warmThroughputNeedsAnOnDemandStreamAndTheAccountsCommitment() {
        String warm = named("\"WarmThroughputMiBps\":50");
        assertThat(kinesis.ask("UpdateStreamWarmThroughput", warm).type()).isEqualTo("ValidationException");
        kinesis.call(
                "UpdateStreamMode",
                "{\"StreamARN\":\"%s\",\"StreamModeDetails\":{\"StreamMode\":\"ON_DEMAND\"}}".formatted(arn));
        kinesis.call("UpdateAccountSettings", "{\"MinimumThroughputBillingCommitment\":{\"Status\":\"ENABLED\"}}");

        kinesis.call("UpdateStreamWarmThroughput", warm);

        assertThat(summary().path("WarmThroughput").path("CurrentMiBps").asInt())
                .isEqualTo(50);
        assertThat(commitment()).isEqualTo("ENABLED");
        kinesis.call("UpdateAccountSettings", "{\"MinimumThroughputBillingCommitment\":{\"Status\":\"DISABLED\"}}");
        assertThat(commitment()).isEqualTo("ENABLED_UNTIL_EARLIEST_ALLOWED_END");
        CLOCK.advance(Duration.ofDays(1));
        assertThat(commitment()).isEqualTo("DISABLED");
    }

    @Test
    void aConsumerIsFoundByArnAndByNameAndGoneWhenDeregistered() {
        String register = "{\"StreamARN\":\"%s\",\"ConsumerName\":\"c\"}".formatted(arn);
        String consumer = kinesis.call("RegisterStreamConsumer", register)
                .path("Consumer")
                .path("ConsumerARN")
                .asText();
        String byArn = "{\"ConsumerARN\":\"" + consumer + "\"}";

        assertThat(kinesis.ask("RegisterStreamConsumer", register).type()).isEqualTo("ResourceInUseException");
        assertThat(kinesis.call("DescribeStreamConsumer", register))
                .isEqualTo(kinesis.call("DescribeStreamConsumer", byArn));
        assertThat(kinesis.ask("DeleteStream", named("")).type()).isEqualTo("ResourceInUseException");
        kinesis.call("DeregisterStreamConsumer", byArn);
        assertThat(kinesis.ask("DescribeStreamConsumer", byArn).type()).isEqualTo("ResourceNotFoundException");
        assertThat(kinesis.call("ListStreamConsumers", "{\"StreamARN\":\"" + arn + "\"}")
                        .path("Consumers"))
                .isEmpty();
    }

    @Test
    void aStreamOfOneRegionIsNotSeenInAnother() {
        assertThat(kinesis.ask(
                                "DescribeStream",
                                "{\"StreamARN\":\"arn:aws:kinesis:eu-west-1:000000000000:stream/" + stream + "\"}")
                        .type())
                .isEqualTo("ResourceNotFoundException");
    }

    private static RawKinesis.Answer scale(String name, int to) {
        return kinesis.ask(
                "UpdateShardCount",
                "{\"StreamName\":\"%s\",\"TargetShardCount\":%d,\"ScalingType\":\"UNIFORM_SCALING\"}"
                        .formatted(name, to));
    }

    private static BigInteger size(JsonNode range) {
        return new BigInteger(range.path("EndingHashKey").asText())
                .subtract(new BigInteger(range.path("StartingHashKey").asText()))
                .add(BigInteger.ONE);
    }

    private static String commitment() {
        return kinesis.call("DescribeAccountSettings", "{}")
                .path("MinimumThroughputBillingCommitment")
                .path("Status")
                .asText();
    }

    private JsonNode summary() {
        return kinesis.call("DescribeStreamSummary", named("")).path("StreamDescriptionSummary");
    }

    private String named(String members) {
        return "{\"StreamName\":\"" + stream + "\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    private String of(String members) {
        return "{\"ResourceARN\":\"" + arn + "\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }
}
