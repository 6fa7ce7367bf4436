package dev.millrace.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.millrace.handling.Handling;
import dev.millrace.handling.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs a {@link Handling} behind a Lambda function's Kinesis trigger: takes aggregates apart, handles records in parallel across
 * partition keys and in order within one, and answers the one batch item failure from which Lambda has to deliver again. Extend it
 * with a public constructor without arguments and name that class as the function's handler:
 *
 * <pre>{@code
 * public final class Clicks extends KinesisHandler<String> {
 *     public Clicks() {
 *         super(Handling.of(Codec.utf8(), (click, context) -> store(click)));
 *     }
 * }
 * }</pre>
 *
 * <p>It reads the event as a stream, so that no event library has to be packaged, loaded and started. Thread-safe: it remembers
 * nothing from one batch to the next. Delivery is at least once: what follows a failed record in its batch comes again, also where
 * it was handled.
 *
 * @param <T> what the handling's codec decodes
 */
public class KinesisHandler<T> implements RequestStreamHandler {
    private final Handling<T> handling;
    private final LambdaSettings settings;
    private final ExecutorService executor;

    /** With {@link LambdaSettings#defaults()}: for a trigger with ReportBatchItemFailures. */
    public KinesisHandler(Handling<T> handling) {
        this(handling, LambdaSettings.defaults());
    }

    public KinesisHandler(Handling<T> handling, LambdaSettings settings) {
        this.handling = Objects.requireNonNull(handling, "handling");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.executor = Executors.newFixedThreadPool(settings.concurrency(), KinesisHandler::daemon);
        Warmup.run(executor);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "millrace-lambda");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Handles one batch.
     *
     * @throws MalformedEventException if the event is none of a Kinesis trigger
     * @throws BatchFailedException if a record failed and the settings say {@link LambdaSettings#throwingOnFailure()}
     */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        KinesisBatch batch = EventReader.read(input);
        Origin origin = new Origin(batch.streamName(), context.getFunctionName(), context.getLogStreamName());
        BatchRun<T> run = new BatchRun<>(handling, settings, origin, executor, context::getRemainingTimeInMillis);
        BatchFailure failure = run.handle(batch.records());
        if (failure != null && settings.throwsOnFailure()) {
            throw new BatchFailedException(failure);
        }
        if (failure != null) {
            context.getLogger().log(failure.describe() + "\n", LogLevel.WARN);
        }
        ResponseWriter.write(failure, output);
    }
}
