package dev.millrace.local.kinesis;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The members of every operation's input, by operation, as the public API model has them. */
final class Inputs {
    private static final int ANY = Integer.MAX_VALUE;

    private static final Shape.Text NAME = text(1, 128, "[a-zA-Z0-9_.-]+");
    private static final Shape.Text STREAM_ARN = text(1, 2048, "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+");
    private static final Shape.Text RESOURCE_ARN = text(1, 2048, "arn:aws.*:kinesis:.*:\\d{12}:.*stream/\\S+");
    private static final Shape.Text CONSUMER_ARN = text(
            1, 2048, "^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+");
    private static final Shape.Text TOKEN = text(1, 1 << 20, null);
    private static final Shape.Text HASH_KEY = text(0, ANY, "0|([1-9]\\d{0,38})");
    private static final Shape.Text SEQUENCE = text(0, ANY, "0|([1-9]\\d{0,128})");
    private static final Shape.Text PARTITION_KEY = text(1, 256, null);
    private static final Shape.Text TAG_KEY = text(1, 128, null);
    private static final Shape.Text TAG_VALUE = text(0, 256, null);
    private static final Shape.MapOf TAGS = new Shape.MapOf(TAG_KEY, TAG_VALUE, 1, 200);
    private static final Shape.Blob DATA = new Shape.Blob(10 << 20);
    private static final Shape.Whole POSITIVE = new Shape.Whole(1, ANY);
    private static final Shape.Whole NATURAL = new Shape.Whole(0, ANY);
    private static final Shape.Whole UP_TO_10000 = new Shape.Whole(1, 10_000);
    private static final Shape.Whole MAX_RECORD_KIB = new Shape.Whole(1024, 10240);
    private static final Shape.Time TIME = new Shape.Time();
    private static final Shape.Flag FLAG = new Shape.Flag();
    private static final Shape.Text ITERATOR_TYPE =
            oneOf("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");
    private static final Shape.Structure NONE = new Shape.Structure(Map.of());
    private static final Shape.Structure STREAM = NONE.with("StreamName", NAME).with("StreamARN", STREAM_ARN);
    private static final Shape.Structure MODE = NONE.withRequired("StreamMode", oneOf("PROVISIONED", "ON_DEMAND"));
    private static final Shape.Structure ENTRY = NONE.withRequired("Data", DATA)
            .with("ExplicitHashKey", HASH_KEY)
            .withRequired("PartitionKey", PARTITION_KEY);
    private static final Shape.Structure SHARD_FILTER = NONE.withRequired(
                    "Type",
                    oneOf(
                            "AFTER_SHARD_ID",
                            "AT_TRIM_HORIZON",
                            "FROM_TRIM_HORIZON",
                            "AT_LATEST",
                            "AT_TIMESTAMP",
                            "FROM_TIMESTAMP"))
            .with("ShardId", NAME)
            .with("Timestamp", TIME);
    private static final Shape.Structure STARTING_POSITION = NONE.withRequired("Type", ITERATOR_TYPE)
            .with("SequenceNumber", SEQUENCE)
            .with("Timestamp", TIME);

    private static final Shape.ListOf TAG_KEYS = new Shape.ListOf(TAG_KEY, 1, 50);
    private static final Shape.Whole ANY_NUMBER = new Shape.Whole(Integer.MIN_VALUE, ANY);
    private static final Shape.Structure METRICS = STREAM.withRequired(
            "ShardLevelMetrics",
            new Shape.ListOf(
                    oneOf(
                            "IncomingBytes",
                            "IncomingRecords",
                            "OutgoingBytes",
                            "OutgoingRecords",
                            "WriteProvisionedThroughputExceeded",
                            "ReadProvisionedThroughputExceeded",
                            "IteratorAgeMilliseconds",
                            "ALL"),
                    1,
                    7));
    private static final Shape.Structure RETENTION = STREAM.withRequired("RetentionPeriodHours", ANY_NUMBER);
    private static final Shape.Structure ENCRYPTION =
            STREAM.withRequired("EncryptionType", oneOf("NONE", "KMS")).withRequired("KeyId", text(1, 2048, null));
    private static final Shape.Structure RESOURCE = NONE.withRequired("ResourceARN", RESOURCE_ARN);
    private static final Shape.Structure COMMITMENT = NONE.withRequired("Status", oneOf("ENABLED", "DISABLED"));

    static final Map<String, Shape.Structure> BY_OPERATION = Map.ofEntries(
            Map.entry("AddTagsToStream", STREAM.withRequired("Tags", TAGS)),
            Map.entry("RemoveTagsFromStream", STREAM.withRequired("TagKeys", TAG_KEYS)),
            Map.entry(
                    "ListTagsForStream",
                    STREAM.with("ExclusiveStartTagKey", TAG_KEY).with("Limit", new Shape.Whole(1, 50))),
            Map.entry("TagResource", RESOURCE.withRequired("Tags", TAGS)),
            Map.entry("UntagResource", RESOURCE.withRequired("TagKeys", TAG_KEYS)),
            Map.entry("ListTagsForResource", RESOURCE),
            Map.entry("PutResourcePolicy", RESOURCE.withRequired("Policy", text(0, ANY, null))),
            Map.entry("GetResourcePolicy", RESOURCE),
            Map.entry("DeleteResourcePolicy", RESOURCE),
            Map.entry("IncreaseStreamRetentionPeriod", RETENTION),
            Map.entry("DecreaseStreamRetentionPeriod", RETENTION),
            Map.entry("StartStreamEncryption", ENCRYPTION),
            Map.entry("StopStreamEncryption", ENCRYPTION),
            Map.entry("EnableEnhancedMonitoring", METRICS),
            Map.entry("DisableEnhancedMonitoring", METRICS),
            Map.entry("UpdateMaxRecordSize", STREAM.withRequired("MaxRecordSizeInKiB", MAX_RECORD_KIB)),
            Map.entry(
                    "UpdateStreamMode",
                    NONE.withRequired("StreamARN", STREAM_ARN)
                            .withRequired("StreamModeDetails", MODE)
                            .with("WarmThroughputMiBps", NATURAL)),
            Map.entry("UpdateStreamWarmThroughput", STREAM.withRequired("WarmThroughputMiBps", NATURAL)),
            Map.entry(
                    "UpdateShardCount",
                    STREAM.withRequired("TargetShardCount", POSITIVE)
                            .withRequired("ScalingType", oneOf("UNIFORM_SCALING"))),
            Map.entry("DescribeLimits", NONE),
            Map.entry("DescribeAccountSettings", NONE),
            Map.entry("UpdateAccountSettings", NONE.withRequired("MinimumThroughputBillingCommitment", COMMITMENT)),
            Map.entry(
                    "CreateStream",
                    NONE.withRequired("StreamName", NAME)
                            .with("ShardCount", POSITIVE)
                            .with("StreamModeDetails", MODE)
                            .with("Tags", TAGS)
                            .with("WarmThroughputMiBps", NATURAL)
                            .with("MaxRecordSizeInKiB", MAX_RECORD_KIB)),
            Map.entry("DeleteStream", STREAM.with("EnforceConsumerDeletion", FLAG)),
            Map.entry("DescribeStream", STREAM.with("Limit", UP_TO_10000).with("ExclusiveStartShardId", NAME)),
            Map.entry("DescribeStreamSummary", STREAM),
            Map.entry(
                    "ListStreams",
                    NONE.with("Limit", UP_TO_10000)
                            .with("ExclusiveStartStreamName", NAME)
                            .with("NextToken", TOKEN)),
            Map.entry(
                    "ListShards",
                    STREAM.with("NextToken", TOKEN)
                            .with("ExclusiveStartShardId", NAME)
                            .with("MaxResults", UP_TO_10000)
                            .with("StreamCreationTimestamp", TIME)
                            .with("ShardFilter", SHARD_FILTER)),
            Map.entry(
                    "PutRecord",
                    STREAM.withRequired("Data", DATA)
                            .withRequired("PartitionKey", PARTITION_KEY)
                            .with("ExplicitHashKey", HASH_KEY)
                            .with("SequenceNumberForOrdering", SEQUENCE)),
            Map.entry("PutRecords", STREAM.withRequired("Records", new Shape.ListOf(ENTRY, 1, 500))),
            Map.entry(
                    "GetShardIterator",
                    STREAM.withRequired("ShardId", NAME)
                            .withRequired("ShardIteratorType", ITERATOR_TYPE)
                            .with("StartingSequenceNumber", SEQUENCE)
                            .with("Timestamp", TIME)),
            Map.entry(
                    "GetRecords",
                    NONE.withRequired("ShardIterator", text(1, 512, null))
                            .with("Limit", UP_TO_10000)
                            .with("StreamARN", STREAM_ARN)),
            Map.entry(
                    "SplitShard",
                    STREAM.withRequired("ShardToSplit", NAME).withRequired("NewStartingHashKey", HASH_KEY)),
            Map.entry(
                    "MergeShards",
                    STREAM.withRequired("ShardToMerge", NAME).withRequired("AdjacentShardToMerge", NAME)),
            Map.entry(
                    "RegisterStreamConsumer",
                    NONE.withRequired("StreamARN", STREAM_ARN)
                            .withRequired("ConsumerName", NAME)
                            .with("Tags", TAGS)),
            Map.entry("DescribeStreamConsumer", consumer()),
            Map.entry("DeregisterStreamConsumer", consumer()),
            Map.entry(
                    "ListStreamConsumers",
                    NONE.withRequired("StreamARN", STREAM_ARN)
                            .with("NextToken", TOKEN)
                            .with("MaxResults", UP_TO_10000)
                            .with("StreamCreationTimestamp", TIME)),
            Map.entry(
                    "SubscribeToShard",
                    NONE.withRequired("ConsumerARN", CONSUMER_ARN)
                            .withRequired("ShardId", NAME)
                            .withRequired("StartingPosition", STARTING_POSITION)));

    private Inputs() {}

    private static Shape.Structure consumer() {
        return NONE.with("StreamARN", STREAM_ARN).with("ConsumerName", NAME).with("ConsumerARN", CONSUMER_ARN);
    }

    private static Shape.Text text(int min, int max, @org.jspecify.annotations.Nullable String pattern) {
        return new Shape.Text(min, max, pattern == null ? null : Pattern.compile(pattern), List.of());
    }

    private static Shape.Text oneOf(String... values) {
        return new Shape.Text(0, ANY, null, List.of(values));
    }
}
