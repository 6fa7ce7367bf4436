package dev.millrace.cli;

import dev.millrace.local.LocalAws;
import dev.millrace.local.lambda.LambdaFunction;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code local}: the stand-in for AWS on one port of this machine, until it is interrupted. */
@Command(
        name = "local",
        description = {
            "Run a stand-in for AWS on this machine, until interrupted. Everything is in memory.",
            "Prints \"Ready: URL\" once it serves; point clients at it by AWS_ENDPOINT_URL."
        },
        mixinStandardHelpOptions = true)
final class LocalCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port on 127.0.0.1, 0 for a free one; default: ${DEFAULT-VALUE}.")
    private int port = 4566;

    @Option(names = "--no-limits", description = "Lift the throughput limits that AWS has; those on sizes hold.")
    private boolean noLimits;

    @Option(
            names = "--trigger",
            paramLabel = "STREAM=CLASS",
            converter = Trigger.Converter.class,
            description =
                    "Create the stream, of one shard, and give its records to this Lambda handler; what it logs goes to"
                            + " stderr. Try dev.millrace.lambda.LogHandler, which logs them.")
    private @Nullable Trigger trigger;

    LocalCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (LocalAws aws = start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "stop"));
            if (trigger == null) {
                return serve(aws);
            }
            try (LambdaFunction function = trigger.start(aws, session.terminal()::say)) {
                Runtime.getRuntime().addShutdownHook(new Thread(function::close, "stop-function"));
                return serve(aws);
            }
        }
    }

    private int serve(LocalAws aws) throws InterruptedException {
        session.terminal().print("Ready: " + aws.endpoint());
        new CountDownLatch(1).await();
        return 0;
    }

    private LocalAws start() {
        try {
            return LocalAws.builder().port(port).limits(!noLimits).start();
        } catch (UncheckedIOException e) {
            throw new UserError(
                    String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()), e);
        }
    }
}
