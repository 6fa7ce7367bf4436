package dev.millrace.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.record.Codec;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.StreamRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A function to try a trigger with: logs each record's data as text and answers how many there were. The data is in the log, which
 * is its purpose, and reason enough not to attach it to a stream whose data is nobody's business.
 */
public final class LogHandler implements RequestStreamHandler {
    private static final Codec<String> TEXT = Codec.utf8();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        LambdaLogger log = context.getLogger();
        List<StreamRecord> records =
                Deaggregator.deaggregate(EventReader.read(input).records());
        for (StreamRecord record : records) {
            log.log("Received record: " + TEXT.decode(record.data()) + "\n");
        }
        output.write(("\"Processed " + records.size() + " records.\"").getBytes(StandardCharsets.UTF_8));
    }
}
