package dev.millrace.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.waiters.KinesisAsyncWaiter;

/** {@code streams}: the house of the commands about streams. */
@Command(
        name = "streams",
        description = "Create, list, describe and delete streams.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class StreamsCommand {
    private final Session session;

    StreamsCommand(Session session) {
        this.session = session;
    }

    CommandLine commandLine() {
        CommandLine line = new CommandLine(this);
        line.addSubcommand(new StreamsCreateCommand(session));
        line.addSubcommand(new StreamsListCommand(session));
        line.addSubcommand(new StreamsDescribeCommand(session));
        line.addSubcommand(new StreamsDeleteCommand(session));
        return line;
    }

    /** Asks every second: AWS creates a stream within a minute, and the waiter's own steps of 10 s would double that. */
    static KinesisAsyncWaiter waiter(KinesisAsyncClient kinesis) {
        return KinesisAsyncWaiter.builder()
                .client(kinesis)
                .overrideConfiguration(waits -> waits.maxAttempts(300)
                        .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofSeconds(1))))
                .build();
    }
}
