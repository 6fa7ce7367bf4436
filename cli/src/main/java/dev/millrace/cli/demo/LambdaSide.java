package dev.millrace.cli.demo;

import dev.millrace.local.lambda.ChildJvm;
import dev.millrace.local.lambda.EventSourceMapping;
import dev.millrace.local.lambda.FunctionStartException;
import dev.millrace.local.lambda.InProcessFunction;
import dev.millrace.local.lambda.LambdaFunction;
import dev.millrace.local.lambda.MappingSettings;
import dev.millrace.local.lambda.StartingPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The Lambda function behind its trigger: in a child JVM under AWS's runtime interface client, or here where that cannot run. */
final class LambdaSide implements AutoCloseable {
    private static final String NAME = "demo-function";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path file = Files.createTempFile("millrace-demo", ".arrivals");
    private final ArrivalFile.Tail tail = new ArrivalFile.Tail(file);
    private final LambdaFunction function;
    private final EventSourceMapping mapping;

    /**
     * Starts both, and waits until the trigger reads.
     *
     * @param say takes a line for the user
     */
    LambdaSide(DemoStack stack, Consumer<String> say) throws IOException {
        file.toFile().deleteOnExit();
        function = start(say);
        MappingSettings settings = MappingSettings.startingAt(StartingPosition.trimHorizon())
                .withReportBatchItemFailures(true)
                .withPollInterval(Duration.ofMillis(250));
        mapping = stack.local().attach(DemoStack.ARN, function, settings);
        mapping.ready().toCompletableFuture().join();
    }

    private LambdaFunction start(Consumer<String> say) {
        try {
            return ChildJvm.of(NAME, DemoFunction.class.getName())
                    .environment(DemoFunction.FILE_VARIABLE, file.toString())
                    .start();
        } catch (FunctionStartException e) {
            say.accept("AWS's runtime client does not start on this machine, so the function runs in this JVM: "
                    + e.getMessage());
            return InProcessFunction.of(NAME, new DemoFunction(file), TIMEOUT, say);
        }
    }

    List<Arrival> arrivals() throws IOException {
        return tail.arrivals();
    }

    @Override
    public void close() throws IOException {
        mapping.close();
        function.close();
        tail.close();
        Files.delete(file);
    }
}
