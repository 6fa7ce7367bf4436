package dev.millrace.lambda;

import dev.millrace.handling.Handling;
import dev.millrace.handling.Origin;
import dev.millrace.record.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles an event of its own, with a handler that does nothing, so that the classes of the whole way are loaded when the function
 * is: in Lambda's init phase, which has a full CPU, and with SnapStart in the snapshot instead of after every restore. A user's own
 * classes are warmed by a constructor in the same way, or by a CRaC resource.
 */
final class Warmup {
    private static final AtomicBoolean DONE = new AtomicBoolean();
    private static final byte[] EVENT = """
            {"Records": [{"eventID": "shardId-000000000000:1", "kinesis": {"partitionKey": "a", "sequenceNumber": "1",
              "data": "84mawg==", "approximateArrivalTimestamp": 1545084650.987},
              "eventSourceARN": "arn:aws:kinesis:us-east-1:000000000000:stream/warm-up"}]}""".getBytes(StandardCharsets.UTF_8);

    private Warmup() {}

    /** Once in a process. */
    static void run(ExecutorService executor) {
        if (DONE.compareAndSet(false, true)) {
            try {
                handleOwnEvent(executor);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void handleOwnEvent(ExecutorService executor) throws IOException {
        Handling<byte[]> nothing = Handling.of(Codec.bytes(), (data, context) -> {});
        KinesisBatch batch = EventReader.read(new ByteArrayInputStream(EVENT));
        Origin origin = new Origin(batch.streamName(), "warm-up", "warm-up");
        BatchFailure failure = new BatchRun<>(
                        nothing, LambdaSettings.defaults(), origin, executor, () -> Integer.MAX_VALUE)
                .handle(batch.records());
        ResponseWriter.write(failure, new ByteArrayOutputStream());
    }
}
