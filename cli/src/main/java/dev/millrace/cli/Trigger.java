package dev.millrace.cli;

import dev.millrace.local.LocalAws;
import dev.millrace.local.lambda.ChildJvm;
import dev.millrace.local.lambda.EventSourceMapping;
import dev.millrace.local.lambda.FunctionStartException;
import dev.millrace.local.lambda.LambdaFunction;
import dev.millrace.local.lambda.MappingSettings;
import dev.millrace.local.lambda.StartingPosition;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** A stream of the stand-in and the Lambda handler that is given its records. */
record Trigger(String stream, String handler) {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/";

    /** Creates the stream, starts the handler under AWS's runtime client in a JVM of its own, and joins them. */
    LambdaFunction start(LocalAws aws, Consumer<String> log) throws InterruptedException {
        try (KinesisAsyncClient kinesis = Aws.local(aws.endpoint()).kinesis()) {
            Session.await(
                    kinesis.createStream(request -> request.streamName(stream).shardCount(1)));
        }
        LambdaFunction function = function(log);
        EventSourceMapping mapping = aws.attach(
                ARN + stream,
                function,
                MappingSettings.startingAt(StartingPosition.trimHorizon()).withPollInterval(Duration.ofMillis(250)));
        Session.await(mapping.ready().toCompletableFuture());
        return function;
    }

    private LambdaFunction function(Consumer<String> log) {
        try {
            return ChildJvm.of(handler.substring(handler.lastIndexOf('.') + 1), handler)
                    .log(log)
                    .start();
        } catch (FunctionStartException e) {
            throw new UserError("Handler \"" + handler + "\" does not start: " + e.getMessage(), e);
        }
    }

    static final class Converter implements ITypeConverter<Trigger> {
        @Override
        public Trigger convert(String text) {
            String[] parts = text.split("=", -1);
            if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new TypeConversionException(
                        "\"" + text + "\" is no trigger: give a stream's name, = and a handler's class.");
            }
            return new Trigger(parts[0], parts[1]);
        }
    }
}
