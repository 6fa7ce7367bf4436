package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One operation as asked, whatever wire format it came in. In {@code input} blobs answer {@code binaryValue()} (base64 text in
 * JSON, bytes in CBOR) and timestamps are numbers of epoch seconds.
 *
 * @param operation the part of {@code X-Amz-Target} after the dot, such as {@code PutRecords}
 * @param headers the HTTP headers by lower-case name
 */
public record AwsCall(String operation, ObjectNode input, Map<String, String> headers) {}
