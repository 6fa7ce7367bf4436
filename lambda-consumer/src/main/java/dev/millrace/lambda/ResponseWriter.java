package dev.millrace.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lambda's partial batch response: nothing, or exactly one item, since the lowest alone counts. */
final class ResponseWriter {
    private ResponseWriter() {}

    static void write(@Nullable BatchFailure failure, OutputStream output) throws IOException {
        String items = failure == null
                ? ""
                : "{\"itemIdentifier\":\"" + failure.first().sequenceNumber() + "\"}";
        output.write(("{\"batchItemFailures\":[" + items + "]}").getBytes(StandardCharsets.UTF_8));
    }
}
