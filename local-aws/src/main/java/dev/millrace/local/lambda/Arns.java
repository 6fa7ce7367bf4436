package dev.millrace.local.lambda;

/** The ARNs that the mapping makes and reads. */
final class Arns {
    static final String DEFAULT_REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";

    private Arns() {}

    static String function(String region, String name) {
        return "arn:aws:lambda:" + region + ":" + ACCOUNT + ":function:" + name;
    }

    static String mapping(String region, String id) {
        return "arn:aws:lambda:" + region + ":" + ACCOUNT + ":event-source-mapping:" + id;
    }

    /** {@code arn:aws:kinesis:REGION:...} */
    static String region(String arn) {
        String[] parts = arn.split(":", -1);
        if (parts.length < 6) {
            throw new IllegalArgumentException("ARN \"" + arn + "\": give arn:aws:kinesis:REGION:ACCOUNT:stream/NAME");
        }
        return parts[3];
    }
}
