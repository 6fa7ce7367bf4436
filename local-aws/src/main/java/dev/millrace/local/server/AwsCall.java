package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation as asked, whatever wire format it came in. In {@code input} blobs answer {@code binaryValue()} (base64 text in
 * JSON, bytes in CBOR) and timestamps are numbers of epoch seconds.
 *
 * @param operation the part of {@code X-Amz-Target} after the dot, such as {@code PutRecords}
 * @param headers the HTTP headers by lower-case name
 */
public record AwsCall(String operation, ObjectNode input, Map<String, String> headers) {
    private static final String DEFAULT_REGION = "us-east-1";
    private static final Pattern CREDENTIAL_SCOPE = Pattern.compile("Credential=[^/]+/[^/]+/([^/]+)/");

    /** The region that the signature's credential scope names; us-east-1 where there is no signature. */
    public String region() {
        Matcher scope = CREDENTIAL_SCOPE.matcher(headers.getOrDefault("authorization", ""));
        return scope.find() ? scope.group(1) : DEFAULT_REGION;
    }
}
