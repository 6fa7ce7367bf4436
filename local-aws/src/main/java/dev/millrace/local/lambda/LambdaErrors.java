package dev.millrace.local.lambda;

import dev.millrace.local.server.AwsException;

/** Lambda's errors in its own words. */
final class LambdaErrors {
    private LambdaErrors() {}

    static AwsException invalid(String message) {
        return AwsException.badRequest("InvalidParameterValueException", message);
    }

    static AwsException noFunction(String arn) {
        return new AwsException(404, "ResourceNotFoundException", "Function not found: " + arn);
    }

    static AwsException noMapping(String id) {
        String message = id.isEmpty()
                ? "An event source mapping's UUID is missing."
                : "The resource you requested does not exist.";
        return new AwsException(404, "ResourceNotFoundException", message);
    }

    static AwsException mappingExists(String streamArn, String function, String id) {
        String message = "The event source arn (\" " + streamArn + " \") and function (\" " + function
                + " \") provided mapping already exists. Please update or delete the existing mapping with UUID " + id;
        return new AwsException(409, "ResourceConflictException", message);
    }
}
