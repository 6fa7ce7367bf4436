package dev.millrace.local.server;

import java.util.List;
import java.util.Map;

/**
 * An HTTP request as it came, whole and unpacked.
 *
 * @param path the decoded path, without the query
 * @param query the decoded query parameters
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy would cost as much as the request.
public record HttpAsk(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {
    /** The header's value, or an empty string. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
