package dev.millrace.local.dynamodb.value;

import dev.millrace.local.server.AwsException;

/** DynamoDB's most frequent answer to a wrong request. */
public final class Invalid {
    private Invalid() {}

    public static AwsException request(String message) {
        return AwsException.badRequest("ValidationException", message);
    }

    /** The long form: most of what a parameter's value can do wrong starts so. */
    public static AwsException parameters(String message) {
        return request("One or more parameter values were invalid: " + message);
    }
}
