package dev.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** {@code streams delete}: deletes a stream with all its records, and waits until it is gone. */
@Command(
        name = "delete",
        description = "Delete a stream with all its records, and wait until it is gone.",
        mixinStandardHelpOptions = true)
final class StreamsDeleteCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "STREAM", description = "Its name.")
    private String stream = "";

    @Option(
            names = "--enforce-consumer-deletion",
            description = "Also when fan-out consumers are registered; without it AWS refuses then.")
    private boolean enforceConsumerDeletion;

    StreamsDeleteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (KinesisAsyncClient kinesis = session.aws().kinesis()) {
            Session.await(kinesis.deleteStream(
                    ask -> ask.streamName(stream).enforceConsumerDeletion(enforceConsumerDeletion)));
            try (var waiter = StreamsCommand.waiter(kinesis)) {
                Session.await(waiter.waitUntilStreamNotExists(ask -> ask.streamName(stream)));
            }
            session.terminal().print("Deleted " + stream + ".");
            return 0;
        }
    }
}
