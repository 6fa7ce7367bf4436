package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.server.AwsReply;
import java.util.List;
import java.util.Map;

/** Registered consumers and their subscriptions. */
final class ConsumerOperations {
    private static final int DEFAULT_PAGE = 100;

    private final Streams streams;
    private final KinesisSettings settings;
    private final Subscriptions subscriptions;

    ConsumerOperations(Streams streams, KinesisSettings settings, Subscriptions subscriptions) {
        this.streams = streams;
        this.settings = settings;
        this.subscriptions = subscriptions;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("RegisterStreamConsumer", KinesisService.Operation.answering(this::register));
        operations.put("DescribeStreamConsumer", KinesisService.Operation.answering(this::describe));
        operations.put("DeregisterStreamConsumer", KinesisService.Operation.answering(this::deregister));
        operations.put("ListStreamConsumers", KinesisService.Operation.answering(this::list));
        operations.put("SubscribeToShard", this::subscribe);
    }

    private ObjectNode register(KinesisCall call) {
        KinesisStream stream = streams.usable(call);
        long activeAt = call.now() + settings.transitionMillis();
        Consumer consumer = stream.consumers().register(call.text("ConsumerName"), call.now(), activeAt);
        consumer.tags().add(call.input().path("Tags"));
        return Json.object().set("Consumer", json(consumer, call.now()));
    }

    private ObjectNode describe(KinesisCall call) {
        Owned owned = owned(call);
        ObjectNode json = json(owned.consumer(), call.now())
                .put("StreamARN", owned.stream().arn());
        return Json.object().set("ConsumerDescription", json);
    }

    private ObjectNode deregister(KinesisCall call) {
        Owned owned = owned(call);
        owned.stream().consumers().remove(owned.consumer());
        subscriptions.end(owned.consumer());
        return Json.object();
    }

    private ObjectNode list(KinesisCall call) {
        KinesisStream stream = streams.of(call);
        String after = call.has("NextToken")
                ? Tokens.open(call.text("NextToken"), call.now()).get(0)
                : "";
        int limit = call.number("MaxResults", DEFAULT_PAGE);
        List<Consumer> consumers = stream.consumers().after(after);
        ObjectNode answer = Json.object();
        ArrayNode page = answer.putArray("Consumers");
        consumers.stream()
                .limit(limit)
                .map(consumer -> json(consumer, call.now()))
                .forEach(page::add);
        if (consumers.size() > limit) {
            answer.put(
                    "NextToken",
                    Tokens.make(call.now(), consumers.get(limit - 1).name()));
        }
        return answer;
    }

    private AwsReply subscribe(KinesisCall call) {
        Owned owned = owned(call);
        if (owned.consumer().status(call.now()) != StreamStatus.ACTIVE) {
            throw KinesisErrors.inUse("Consumer " + owned.consumer().arn() + " is not ACTIVE yet.");
        }
        Shard shard = Streams.shard(owned.stream(), call.text("ShardId"));
        KinesisCall start = call.within("StartingPosition");
        ReadPosition position =
                new ReadPosition(start.text("Type"), start.textOrNull("SequenceNumber"), start.millis("Timestamp"));
        long place = position.place(owned.stream(), shard, call.now());
        return new AwsReply.Events(subscriptions.open(owned.stream(), owned.consumer(), shard, place, call.now()));
    }

    private Owned owned(KinesisCall call) {
        String arn = call.textOrNull("ConsumerARN");
        if (arn != null) {
            KinesisStream stream = streams.byArn(arn, call.now());
            return new Owned(
                    stream,
                    stream.consumers()
                            .byArn(arn)
                            .orElseThrow(() -> KinesisErrors.consumerNotFound(arn, stream.name())));
        }
        if (!call.has("StreamARN") || !call.has("ConsumerName")) {
            throw KinesisErrors.invalidArgument(
                    "Either ConsumerARN or both StreamARN and ConsumerName should be provided.");
        }
        KinesisStream stream = streams.of(call);
        String name = call.text("ConsumerName");
        return new Owned(
                stream,
                stream.consumers().named(name).orElseThrow(() -> KinesisErrors.consumerNotFound(name, stream.name())));
    }

    private static ObjectNode json(Consumer consumer, long now) {
        ObjectNode json = Json.object();
        json.put("ConsumerName", consumer.name());
        json.put("ConsumerARN", consumer.arn());
        json.put("ConsumerStatus", consumer.status(now).name());
        Json.time(json, "ConsumerCreationTimestamp", consumer.created() / 1000 * 1000);
        return json;
    }

    private record Owned(KinesisStream stream, Consumer consumer) {}
}
