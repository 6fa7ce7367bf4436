package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads CreateEventSourceMapping's input. What the mapping engine does not do is refused, so that nobody waits for it. */
record MappingInput(ObjectNode input) {
    private static final List<String> NOT_HERE = List.of(
            "FilterCriteria", "TumblingWindowInSeconds", "SelfManagedEventSource", "Queues", "Topics", "KMSKeyArn");

    String streamArn() {
        String arn = input.path("EventSourceArn").asText();
        if (!arn.startsWith("arn:aws:kinesis:")) {
            throw LambdaErrors.invalid("EventSourceArn \"" + arn + "\": only Kinesis streams are read here.");
        }
        int consumer = arn.indexOf("/consumer/");
        return consumer < 0 ? arn : arn.substring(0, consumer);
    }

    /** The name in a name, an ARN or part of one, without its version. */
    static String functionName(String given) {
        String name = given.substring(given.indexOf("function:") < 0 ? 0 : given.indexOf("function:") + 9);
        int version = name.indexOf(':');
        return version < 0 ? name : name.substring(0, version);
    }

    String functionName() {
        return functionName(input.path("FunctionName").asText());
    }

    boolean enabled() {
        return input.path("Enabled").asBoolean(true);
    }

    String failureArn() {
        return input.path("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asText("");
    }

    /** The settings, but for where failures go. A start after {@code now} is refused: no shard can be read from there. */
    MappingSettings settings(Instant now) {
        NOT_HERE.stream().filter(input::hasNonNull).findFirst().ifPresent(name -> {
            throw LambdaErrors.invalid(name + " is not available here.");
        });
        try {
            return MappingSettings.startingAt(startingPosition(now))
                    .withBatchSize(number("BatchSize", 100))
                    .withBatchingWindow(seconds("MaximumBatchingWindowInSeconds", 0))
                    .withParallelizationFactor(number("ParallelizationFactor", 1))
                    .withMaximumRetryAttempts(number("MaximumRetryAttempts", MappingSettings.UNLIMITED))
                    .withMaximumRecordAge(seconds("MaximumRecordAgeInSeconds", MappingSettings.UNLIMITED))
                    .withBisectBatchOnFunctionError(
                            input.path("BisectBatchOnFunctionError").asBoolean())
                    .withReportBatchItemFailures(reports());
        } catch (IllegalArgumentException e) {
            throw LambdaErrors.invalid(String.valueOf(e.getMessage()));
        }
    }

    private StartingPosition startingPosition(Instant now) {
        String type = input.path("StartingPosition").asText("");
        return switch (type) {
            case "TRIM_HORIZON" -> StartingPosition.trimHorizon();
            case "LATEST" -> StartingPosition.latest();
            case "AT_TIMESTAMP" -> StartingPosition.at(timestamp(now));
            default ->
                throw LambdaErrors.invalid(
                        "StartingPosition \"" + type + "\": give TRIM_HORIZON, LATEST or AT_TIMESTAMP.");
        };
    }

    private Instant timestamp(Instant now) {
        JsonNode seconds = input.path("StartingPositionTimestamp");
        if (!seconds.isNumber()) {
            throw LambdaErrors.invalid(
                    "StartingPosition AT_TIMESTAMP needs StartingPositionTimestamp in epoch seconds.");
        }
        Instant from =
                Instant.ofEpochMilli(seconds.decimalValue().movePointRight(3).longValue());
        if (from.isAfter(now)) {
            throw LambdaErrors.invalid("StartingPositionTimestamp " + from + " is in the future: give one up to " + now
                    + ", or start at LATEST.");
        }
        return from;
    }

    private boolean reports() {
        for (JsonNode type : input.path("FunctionResponseTypes")) {
            if (!type.asText().equals("ReportBatchItemFailures")) {
                throw LambdaErrors.invalid(
                        "FunctionResponseTypes " + type + ": there is ReportBatchItemFailures only.");
            }
        }
        return !input.path("FunctionResponseTypes").isEmpty();
    }

    private int number(String name, int otherwise) {
        return input.path(name).asInt(otherwise);
    }

    private Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(number(name, otherwise));
    }
}
