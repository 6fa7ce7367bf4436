package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsException;
import dev.millrace.local.server.AwsReply;
import dev.millrace.local.server.AwsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Reads a stream of the stand-in by the service's own operations, without HTTP between: its limits and errors hold here too. */
final class KinesisSource implements StreamSource {
    private final AwsService kinesis;
    private final String streamArn;
    private final Map<String, String> headers;

    KinesisSource(AwsService kinesis, String streamArn) {
        this.kinesis = kinesis;
        this.streamArn = streamArn;
        this.headers = Map.of(
                "authorization", "Credential=mapping/20150331/" + Arns.region(streamArn) + "/kinesis/aws4_request");
    }

    @Override
    public CompletionStage<List<SourceShard>> shards() {
        return moreShards(new ArrayList<>(), object().put("StreamARN", streamArn));
    }

    private CompletionStage<List<SourceShard>> moreShards(List<SourceShard> found, ObjectNode input) {
        return call("ListShards", input).thenCompose(body -> {
            body.path("Shards").forEach(shard -> found.add(shard(shard)));
            return body.hasNonNull("NextToken")
                    ? moreShards(
                            found,
                            object().put("NextToken", body.path("NextToken").asText()))
                    : CompletableFuture.completedFuture(found);
        });
    }

    private static SourceShard shard(JsonNode shard) {
        List<String> parents = Stream.of("ParentShardId", "AdjacentParentShardId")
                .filter(shard::hasNonNull)
                .map(name -> shard.path(name).asText())
                .toList();
        boolean closed = shard.path("SequenceNumberRange").hasNonNull("EndingSequenceNumber");
        return new SourceShard(shard.path("ShardId").asText(), parents, closed);
    }

    @Override
    public CompletionStage<String> iterator(String shardId, StartingPosition from) {
        ObjectNode input = iteratorInput(shardId, from.type());
        if (from.timestamp() != null) {
            input.put("Timestamp", from.timestamp().toEpochMilli() / 1000.0);
        }
        return iterator(input);
    }

    @Override
    public CompletionStage<String> iteratorAfter(String shardId, String sequenceNumber) {
        return iterator(iteratorInput(shardId, "AFTER_SEQUENCE_NUMBER").put("StartingSequenceNumber", sequenceNumber));
    }

    private ObjectNode iteratorInput(String shardId, String type) {
        return object().put("StreamARN", streamArn).put("ShardId", shardId).put("ShardIteratorType", type);
    }

    private CompletionStage<String> iterator(ObjectNode input) {
        return call("GetShardIterator", input)
                .thenApply(body -> body.path("ShardIterator").asText());
    }

    @Override
    public CompletionStage<Page> read(String iterator) {
        return call("GetRecords", object().put("ShardIterator", iterator)).thenApply(KinesisSource::page);
    }

    private static Page page(ObjectNode body) {
        List<SourceRecord> records = new ArrayList<>();
        body.path("Records").forEach(record -> records.add(record(record)));
        String next = body.hasNonNull("NextShardIterator")
                ? body.path("NextShardIterator").asText()
                : null;
        return new Page(records, next, body.path("MillisBehindLatest").asLong() > 0);
    }

    private static SourceRecord record(JsonNode record) {
        try {
            return new SourceRecord(
                    record.path("SequenceNumber").asText(),
                    record.path("PartitionKey").asText(),
                    record.path("Data").binaryValue(),
                    (Instant) ((POJONode) record.path("ApproximateArrivalTimestamp")).getPojo());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletionStage<ObjectNode> call(String operation, ObjectNode input) {
        try {
            return kinesis.call(new AwsCall(operation, input, headers)).thenApply(KinesisSource::document);
        } catch (AwsException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ObjectNode document(AwsReply reply) {
        return ((AwsReply.Document) reply).body();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
