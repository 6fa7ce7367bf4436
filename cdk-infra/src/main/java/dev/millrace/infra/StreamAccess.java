package dev.millrace.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The least that each kind of client needs on one encrypted stream, as policy statements. The key opens only for this stream
 * and only by way of Kinesis: {@code kms:ViaService} and the encryption context say so.
 */
public final class StreamAccess {
    private static final String KINESIS = "kinesis:";

    private final String streamArn;
    private final String keyArn;
    private final String kinesisService;

    public StreamAccess(EncryptedStream stream) {
        Stack stack = Stack.of(stream);
        streamArn = stream.stream().getStreamArn();
        keyArn = stream.key().getKeyArn();
        kinesisService = "kinesis." + stack.getRegion() + "." + stack.getUrlSuffix();
    }

    /** Putting records; {@code ListShards} is for aggregation by shard. */
    public List<PolicyStatement> toProduce() {
        return List.of(
                onStream("PutRecord", "PutRecords", "ListShards", "DescribeStreamSummary"), key("kms:GenerateDataKey"));
    }

    /** Reading any range by polling. */
    public List<PolicyStatement> toReplay() {
        return List.of(
                onStream("ListShards", "GetShardIterator", "GetRecords", "DescribeStreamSummary"), key("kms:Decrypt"));
    }

    /** What the execution role behind a Lambda trigger needs. */
    public List<PolicyStatement> toTrigger() {
        return List.of(
                onStream("DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"),
                key("kms:Decrypt"));
    }

    /** Everything that may pass a network's endpoint: the union of the above, and reading by fan-out consumers. */
    List<PolicyStatement> throughEndpoint() {
        return List.of(
                onStream(
                        "PutRecord",
                        "PutRecords",
                        "ListShards",
                        "DescribeStream",
                        "DescribeStreamSummary",
                        "GetShardIterator",
                        "GetRecords"),
                statement("SubscribeToShard", "DescribeStreamConsumer")
                        .resources(List.of(streamArn + "/consumer/*"))
                        .build());
    }

    private PolicyStatement onStream(String... actions) {
        return statement(actions).resources(List.of(streamArn)).build();
    }

    private static PolicyStatement.Builder statement(String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions).stream().map(KINESIS::concat).toList());
    }

    private PolicyStatement key(String action) {
        return PolicyStatement.Builder.create()
                .actions(List.of(action))
                .resources(List.of(keyArn))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("kms:ViaService", kinesisService, "kms:EncryptionContext:aws:kinesis:arn", streamArn)))
                .build();
    }
}
