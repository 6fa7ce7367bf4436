package dev.millrace.local.cloudwatch;

import dev.millrace.local.server.AwsException;

/** CloudWatch's errors. */
final class Refusal {
    private Refusal() {}

    static AwsException value(String parameter, Object value, String why) {
        return invalid("The value " + value + " for parameter " + parameter + " is invalid: " + why + ".");
    }

    static AwsException invalid(String message) {
        return AwsException.badRequest("InvalidParameterValueException", message)
                .withQueryCode("InvalidParameterValue");
    }

    static AwsException combination(String message) {
        return AwsException.badRequest("InvalidParameterCombinationException", message)
                .withQueryCode("InvalidParameterCombination");
    }

    static AwsException missing(String parameter) {
        return AwsException.badRequest(
                        "MissingRequiredParameterException", "The parameter " + parameter + " is required.")
                .withQueryCode("MissingParameter");
    }

    static AwsException validation(String message) {
        return AwsException.badRequest("ValidationError", message);
    }
}
