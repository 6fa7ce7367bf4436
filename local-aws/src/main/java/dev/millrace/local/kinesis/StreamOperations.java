package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Making, showing and deleting streams. */
final class StreamOperations {
    private static final int DEFAULT_PAGE = 100;
    private static final int ON_DEMAND_SHARDS = 4;

    private final Account account;
    private final Streams streams;
    private final KinesisSettings settings;

    StreamOperations(Account account, Streams streams, KinesisSettings settings) {
        this.account = account;
        this.streams = streams;
        this.settings = settings;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("CreateStream", KinesisService.Operation.answering(this::create));
        operations.put("DeleteStream", KinesisService.Operation.answering(this::delete));
        operations.put("DescribeStream", KinesisService.Operation.answering(this::describe));
        operations.put("DescribeStreamSummary", KinesisService.Operation.answering(this::summary));
        operations.put("ListStreams", KinesisService.Operation.answering(this::list));
    }

    private ObjectNode create(KinesisCall call) {
        KinesisStream stream = stream(call);
        var region = account.streams(call.region());
        region.values().removeIf(old -> old.isGone(call.now()));
        if (region.putIfAbsent(stream.name(), stream) != null) {
            throw KinesisErrors.inUse("Stream " + stream.name() + " under account " + Account.ID + " already exists.");
        }
        return Json.object();
    }

    private KinesisStream stream(KinesisCall call) {
        boolean onDemand = call.within("StreamModeDetails").text("StreamMode").equals(StreamOptions.ON_DEMAND);
        if (onDemand == call.has("ShardCount")) {
            throw KinesisErrors.validation(
                    onDemand
                            ? "ShardCount cannot be set for a stream in ON_DEMAND mode."
                            : "ShardCount is required for a stream in PROVISIONED mode.");
        }
        int shards = call.number("ShardCount", ON_DEMAND_SHARDS);
        account.requireRoom(call.region(), shards);
        StreamOptions options = new StreamOptions(onDemand ? StreamOptions.ON_DEMAND : StreamOptions.PROVISIONED);
        options.tags().add(call.input().path("Tags"));
        options.maxRecordKib(call.number("MaxRecordSizeInKiB", options.maxRecordKib()));
        options.warmMibPerSecond(call.number("WarmThroughputMiBps", 0));
        return new KinesisStream(call.text("StreamName"), call.region(), options, shards, call.now(), settings);
    }

    private ObjectNode delete(KinesisCall call) {
        KinesisStream stream = streams.of(call);
        if (stream.consumers().count() > 0
                && !call.input().path("EnforceConsumerDeletion").asBoolean()) {
            throw KinesisErrors.inUse("Stream " + stream.name() + " under account " + Account.ID
                    + " has consumers registered: deregister them or set EnforceConsumerDeletion.");
        }
        stream.delete(call.now());
        return Json.object();
    }

    private ObjectNode describe(KinesisCall call) {
        KinesisStream stream = streams.of(call);
        ObjectNode description = common(stream, call.now());
        List<Shard> visible = visible(stream, call);
        int limit = call.number("Limit", DEFAULT_PAGE);
        ArrayNode shards = description.putArray("Shards");
        visible.stream().limit(limit).map(ShardJson::shard).forEach(shards::add);
        description.put("HasMoreShards", visible.size() > limit);
        return Json.object().set("StreamDescription", description);
    }

    private static List<Shard> visible(KinesisStream stream, KinesisCall call) {
        if (stream.status(call.now()) == StreamStatus.CREATING) {
            return List.of();
        }
        String after = call.text("ExclusiveStartShardId");
        return stream.shards().stream()
                .filter(shard -> shard.id().compareTo(after) > 0)
                .toList();
    }

    private ObjectNode summary(KinesisCall call) {
        KinesisStream stream = streams.of(call);
        ObjectNode summary = common(stream, call.now());
        summary.put("OpenShardCount", stream.openShardCount());
        summary.put("ConsumerCount", stream.consumers().count());
        stream.options().summarize(summary);
        return Json.object().set("StreamDescriptionSummary", summary);
    }

    private static ObjectNode common(KinesisStream stream, long now) {
        ObjectNode json = listed(stream, now);
        stream.options().describe(json);
        return json;
    }

    private static ObjectNode listed(KinesisStream stream, long now) {
        ObjectNode json = Json.object();
        json.put("StreamName", stream.name());
        json.put("StreamARN", stream.arn());
        json.put("StreamStatus", stream.status(now).name());
        json.putObject("StreamModeDetails").put("StreamMode", stream.options().mode());
        Json.time(json, "StreamCreationTimestamp", stream.createdMillis() / 1000 * 1000);
        return json;
    }

    private ObjectNode list(KinesisCall call) {
        String after = call.has("NextToken")
                ? Tokens.open(call.text("NextToken"), call.now()).get(0)
                : call.text("ExclusiveStartStreamName");
        int limit = call.number("Limit", DEFAULT_PAGE);
        List<KinesisStream> rest = account.streams(call.region()).tailMap(after, false).values().stream()
                .filter(stream -> !stream.isGone(call.now()))
                .limit(limit + 1L)
                .toList();
        List<KinesisStream> page = rest.subList(0, Math.min(limit, rest.size()));
        ObjectNode answer = Json.object();
        ArrayNode names = answer.putArray("StreamNames");
        ArrayNode summaries = answer.putArray("StreamSummaries");
        page.forEach(stream -> names.add(stream.name()));
        page.forEach(stream -> summaries.add(listed(stream, call.now())));
        answer.put("HasMoreStreams", rest.size() > limit);
        if (rest.size() > limit) {
            answer.put("NextToken", Tokens.make(call.now(), page.get(limit - 1).name()));
        }
        return answer;
    }
}
