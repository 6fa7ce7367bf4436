package dev.millrace.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/** {@code streams describe}: a stream's settings, and its shards with their lineage. */
@Command(
        name = "describe",
        description = "Show a stream's settings, and its shards with their lineage.",
        mixinStandardHelpOptions = true)
final class StreamsDescribeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "STREAM", description = "Its name.")
    private String stream = "";

    StreamsDescribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (KinesisAsyncClient kinesis = session.aws().kinesis()) {
            printSummary(Session.await(kinesis.describeStreamSummary(ask -> ask.streamName(stream)))
                    .streamDescriptionSummary());
            printShards(kinesis);
            return 0;
        }
    }

    private void printSummary(StreamDescriptionSummary summary) {
        field("stream", summary.streamName());
        field("ARN", summary.streamARN());
        field("status", summary.streamStatusAsString());
        field("mode", summary.streamModeDetails() == null ? "PROVISIONED" : mode(summary));
        field("retention", summary.retentionPeriodHours() + " h");
        field("encryption", summary.encryptionType() == null ? "NONE" : summary.encryptionTypeAsString());
        field("open shards", summary.openShardCount());
        field("consumers", summary.consumerCount());
        field("created", summary.streamCreationTimestamp());
    }

    private static String mode(StreamDescriptionSummary summary) {
        return summary.streamModeDetails().streamModeAsString();
    }

    private void field(String name, @Nullable Object value) {
        session.terminal().print(String.format("%-12s %s", name, value == null ? "-" : value));
    }

    private void printShards(KinesisAsyncClient kinesis) throws InterruptedException {
        String token = null;
        do {
            ListShardsResponse page = Session.await(shards(kinesis, token));
            page.shards().forEach(this::printShard);
            token = page.nextToken();
        } while (token != null);
    }

    private java.util.concurrent.CompletableFuture<ListShardsResponse> shards(
            KinesisAsyncClient kinesis, @Nullable String token) {
        return kinesis.listShards(ask -> {
            if (token == null) {
                ask.streamName(stream);
            } else {
                ask.nextToken(token);
            }
        });
    }

    private void printShard(Shard shard) {
        boolean open = shard.sequenceNumberRange().endingSequenceNumber() == null;
        String parents = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                .filter(id -> id != null)
                .collect(Collectors.joining(" and "));
        session.terminal()
                .print(shard.shardId() + (open ? "  open    " : "  closed  ")
                        + shard.hashKeyRange().startingHashKey() + " to "
                        + shard.hashKeyRange().endingHashKey() + (parents.isEmpty() ? "" : ", from " + parents));
    }
}
