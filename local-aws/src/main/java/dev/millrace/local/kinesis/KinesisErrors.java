package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsException;

/** The service's errors in its own words. */
final class KinesisErrors {
    private KinesisErrors() {}

    static AwsException invalidArgument(String message) {
        return AwsException.badRequest("InvalidArgumentException", message);
    }

    static AwsException notFound(String message) {
        return AwsException.badRequest("ResourceNotFoundException", message);
    }

    static AwsException inUse(String message) {
        return AwsException.badRequest("ResourceInUseException", message);
    }

    static AwsException limitExceeded(String message) {
        return AwsException.badRequest("LimitExceededException", message);
    }

    static AwsException validation(String message) {
        return AwsException.badRequest("ValidationException", message);
    }

    static AwsException throughputExceeded(String message) {
        return AwsException.badRequest("ProvisionedThroughputExceededException", message);
    }

    static AwsException streamNotFound(String name) {
        return notFound("Stream " + name + " under account " + Account.ID + " not found.");
    }

    static AwsException shardNotFound(String shardId, String stream) {
        return notFound(
                "Could not find shard " + shardId + " in stream " + stream + " under account " + Account.ID + ".");
    }

    static AwsException consumerNotFound(String consumer, String stream) {
        return notFound(
                "Consumer " + consumer + " of stream " + stream + " under account " + Account.ID + " not found.");
    }

    static String rateExceeded(String shardId, String stream) {
        return "Rate exceeded for shard " + shardId + " in stream " + stream + " under account " + Account.ID + ".";
    }
}
