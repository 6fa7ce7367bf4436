package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A mapping as Lambda's API shows it.
 *
 * @param failureArn the on-failure destination's, or empty
 */
record Mapping(
        String streamArn,
        String function,
        MappingSettings settings,
        String failureArn,
        EventSourceMapping started,
        Instant created) {
    ObjectNode describe() {
        return describe("Enabled");
    }

    ObjectNode describe(String state) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("UUID", started.id());
        body.put("EventSourceArn", streamArn);
        body.put("FunctionArn", Arns.function(Arns.region(streamArn), function));
        body.put("EventSourceMappingArn", Arns.mapping(Arns.region(streamArn), started.id()));
        body.put("State", state);
        body.put("StateTransitionReason", "User action");
        body.put("LastProcessingResult", lastResult());
        body.putPOJO("LastModified", created);
        describeSettings(body);
        if (!failureArn.isEmpty()) {
            body.putObject("DestinationConfig").putObject("OnFailure").put("Destination", failureArn);
        }
        return body;
    }

    private void describeSettings(ObjectNode body) {
        body.put("StartingPosition", settings.startingPosition().type());
        if (settings.startingPosition().timestamp() != null) {
            body.putPOJO(
                    "StartingPositionTimestamp", settings.startingPosition().timestamp());
        }
        body.put("BatchSize", settings.batchSize());
        body.put("MaximumBatchingWindowInSeconds", settings.batchingWindow().toSeconds());
        body.put("ParallelizationFactor", settings.parallelizationFactor());
        body.put("MaximumRetryAttempts", settings.maximumRetryAttempts());
        body.put("MaximumRecordAgeInSeconds", settings.maximumRecordAge().toSeconds());
        body.put("BisectBatchOnFunctionError", settings.bisectBatchOnFunctionError());
        body.put("TumblingWindowInSeconds", 0);
        body.putArray("FunctionResponseTypes");
        if (settings.reportBatchItemFailures()) {
            body.withArray("FunctionResponseTypes").add("ReportBatchItemFailures");
        }
    }

    private String lastResult() {
        MappingCounts counts = started.counts();
        if (counts.invocations() == 0) {
            return "No records processed";
        }
        return counts.invocations() == counts.failedInvocations() ? "PROBLEM: Function call failed" : "OK";
    }
}
