package dev.millrace.local.kinesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Tags and policies of streams and consumers. */
final class ResourceOperations {
    private static final int MAX_TAGS_PAGE = 50;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Streams streams;

    ResourceOperations(Streams streams) {
        this.streams = streams;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put(
                "AddTagsToStream",
                KinesisService.Operation.answering(
                        call -> add(streams.of(call).options().tags(), call)));
        operations.put(
                "RemoveTagsFromStream",
                KinesisService.Operation.answering(
                        call -> remove(streams.of(call).options().tags(), call)));
        operations.put("ListTagsForStream", KinesisService.Operation.answering(this::listForStream));
        operations.put("TagResource", KinesisService.Operation.answering(call -> add(tags(call), call)));
        operations.put("UntagResource", KinesisService.Operation.answering(call -> remove(tags(call), call)));
        operations.put("ListTagsForResource", KinesisService.Operation.answering(this::listForResource));
        operations.put("PutResourcePolicy", KinesisService.Operation.answering(this::putPolicy));
        operations.put("GetResourcePolicy", KinesisService.Operation.answering(this::getPolicy));
        operations.put("DeleteResourcePolicy", KinesisService.Operation.answering(this::deletePolicy));
    }

    private static ObjectNode add(Tags tags, KinesisCall call) {
        tags.add(call.input().path("Tags"));
        return Json.object();
    }

    private static ObjectNode remove(Tags tags, KinesisCall call) {
        tags.remove(call.input().path("TagKeys"));
        return Json.object();
    }

    private ObjectNode listForStream(KinesisCall call) {
        Tags tags = streams.of(call).options().tags();
        var page = tags.after(call.text("ExclusiveStartTagKey"), call.number("Limit", MAX_TAGS_PAGE));
        boolean more = !page.isEmpty()
                && tags.hasAfter(page.get(page.size() - 1).path("Key").asText());
        return Json.object().put("HasMoreTags", more).set("Tags", page);
    }

    private ObjectNode listForResource(KinesisCall call) {
        return Json.object().set("Tags", tags(call).after("", Integer.MAX_VALUE));
    }

    private Tags tags(KinesisCall call) {
        String arn = call.text("ResourceARN");
        KinesisStream stream = streams.byArn(arn, call.now());
        return isConsumer(arn) ? consumer(stream, arn).tags() : stream.options().tags();
    }

    private ObjectNode putPolicy(KinesisCall call) {
        KinesisStream stream = resource(call);
        try {
            MAPPER.readTree(call.text("Policy"));
        } catch (JsonProcessingException e) {
            throw KinesisErrors.invalidArgument("The policy is not valid JSON: " + e.getOriginalMessage());
        }
        stream.policies().put(call.text("ResourceARN"), call.text("Policy"));
        return Json.object();
    }

    private ObjectNode getPolicy(KinesisCall call) {
        String policy = resource(call).policies().get(call.text("ResourceARN"));
        if (policy == null) {
            throw noPolicy(call);
        }
        return Json.object().put("Policy", policy);
    }

    private ObjectNode deletePolicy(KinesisCall call) {
        if (resource(call).policies().remove(call.text("ResourceARN")) == null) {
            throw noPolicy(call);
        }
        return Json.object();
    }

    /** The stream that the ARN is of, or belongs to; a consumer has to be there. */
    private KinesisStream resource(KinesisCall call) {
        String arn = call.text("ResourceARN");
        KinesisStream stream = streams.byArn(arn, call.now());
        if (isConsumer(arn)) {
            consumer(stream, arn);
        }
        return stream;
    }

    private static boolean isConsumer(String arn) {
        return arn.contains("/consumer/");
    }

    private static Consumer consumer(KinesisStream stream, String arn) {
        return stream.consumers().byArn(arn).orElseThrow(() -> KinesisErrors.consumerNotFound(arn, stream.name()));
    }

    private static dev.millrace.local.server.AwsException noPolicy(KinesisCall call) {
        return KinesisErrors.notFound("Resource " + call.text("ResourceARN") + " has no policy.");
    }
}
