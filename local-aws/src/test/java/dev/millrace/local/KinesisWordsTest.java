package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input gets the service's own error type and message. */
class KinesisWordsTest {
    private static LocalAws aws;
    private static RawKinesis kinesis;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().limits(false).start();
        kinesis = new RawKinesis(aws.endpoint());
        kinesis.create("s", 2);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        CreateStream     | {}                                    | ValidationException       | 1 validation error detected: Value null at 'streamName' failed to satisfy constraint: Member must not be null
        CreateStream     | {"StreamName":"a b","ShardCount":0}   | ValidationException       | 2 validation errors detected: Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1
        CreateStream     | {"StreamName":"s","ShardCount":1}     | ResourceInUseException    | Stream s under account 000000000000 already exists.
        DescribeStream   | {"StreamName":"gone"}                 | ResourceNotFoundException | Stream gone under account 000000000000 not found.
        DescribeStream   | {"StreamName":1}                      | SerializationException    | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String
        DescribeStream   | {"StreamName":["s"]}                  | SerializationException    | Start of list found where not expected
        DescribeStream   | {"StreamName":"s","Limit":10001}      | ValidationException       | 1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000
        GetShardIterator | {"StreamName":"s","ShardId":"shardId-000000000007","ShardIteratorType":"LATEST"} | ResourceNotFoundException | Could not find shard shardId-000000000007 in stream s under account 000000000000.
        GetShardIterator | {"StreamName":"s","ShardId":"shardId-000000000000","ShardIteratorType":"NOW"} | ValidationException | 1 validation error detected: Value 'NOW' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]
        GetShardIterator | {"StreamName":"s","ShardId":"shardId-000000000000","ShardIteratorType":"AT_SEQUENCE_NUMBER","StartingSequenceNumber":"7"} | InvalidArgumentException | StartingSequenceNumber 7 used in GetShardIterator on shard shardId-000000000000 in stream s under account 000000000000 is invalid.
        GetRecords       | {"ShardIterator":"AAAA"}              | InvalidArgumentException  | Invalid ShardIterator.
        PutRecord        | {"StreamName":"s","PartitionKey":"k","Data":"AAAA","ExplicitHashKey":"340282366920938463463374607431768211456"} | InvalidArgumentException | Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was 340282366920938463463374607431768211456
        PutRecords       | {"StreamName":"s","Records":[]}       | ValidationException       | 1 validation error detected: Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1
        PutRecords       | {"StreamName":"s","Records":[{"Data":"AAAA","PartitionKey":""}]} | ValidationException | 1 validation error detected: Value '' at 'records.1.member.partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1
        MergeShards      | {"StreamName":"s","ShardToMerge":"shardId-000000000000","AdjacentShardToMerge":"shardId-000000000000"} | InvalidArgumentException | Shards shardId-000000000000 and shardId-000000000000 in stream s under account 000000000000 are not an adjacent pair of shards eligible for merging
        CreateQueue      | {}                                    | UnknownOperationException | Operation CreateQueue is not available here.
        """)
    void wrongInputIsRefusedInTheServicesWords(String operation, String input, String type, String message) {
        var answer = kinesis.ask(operation, input);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo(type);
        assertThat(answer.errorType()).isEqualTo(type);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void moreThan500RecordsAreRefused() {
        String[] texts = IntStream.range(0, 501).mapToObj(Integer::toString).toArray(String[]::new);

        var answer = kinesis.ask("PutRecords", RawKinesis.putRecords("s", texts));

        assertThat(answer.type()).isEqualTo("ValidationException");
        assertThat(answer.message())
                .endsWith(
                        "at 'records' failed to satisfy constraint: Member must have length less than or equal to 500");
    }

    @Test
    void aRequestOver10MiBIsRefusedWhole() {
        String[] texts = new String[11];
        Arrays.setAll(texts, i -> "x".repeat(250));
        String big = RawKinesis.putRecords("s", texts)
                .replace(RawKinesis.base64(texts[0]), RawKinesis.base64("y".repeat(1_000_000)));

        var answer = kinesis.ask("PutRecords", big);

        assertThat(answer.type()).isEqualTo("InvalidArgumentException");
        assertThat(answer.message()).isEqualTo("Records size exceeds 10 MB limit");
    }

    @Test
    void aRecordOverTheStreamsSizeIsRefused() {
        var answer = kinesis.ask("PutRecord", RawKinesis.putRecord("s", "k", "x".repeat(1 << 20)));

        assertThat(answer.type()).isEqualTo("InvalidArgumentException");
        assertThat(answer.message()).contains("1048577 bytes").contains("1024 KiB");
        assertThat(kinesis.ask("PutRecord", RawKinesis.putRecord("s", "k", "x".repeat((1 << 20) - 1)))
                        .status())
                .isEqualTo(200);
    }
}
