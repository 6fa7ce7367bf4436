package dev.millrace.local.server;

import java.util.Map;

/** An HTTP answer; the front adds the request id and the length. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy would cost as much as the answer.
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {}
