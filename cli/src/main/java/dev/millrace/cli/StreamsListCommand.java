package dev.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** {@code streams list}: the names of the streams, one a line. */
@Command(name = "list", description = "List the streams, a name a line.", mixinStandardHelpOptions = true)
final class StreamsListCommand implements Callable<Integer> {
    private final Session session;

    StreamsListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (KinesisAsyncClient kinesis = session.aws().kinesis()) {
            Session.await(kinesis.listStreamsPaginator()
                    .subscribe(page -> page.streamNames().forEach(session.terminal()::print)));
            return 0;
        }
    }
}
