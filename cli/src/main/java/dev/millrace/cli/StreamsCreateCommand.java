package dev.millrace.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** {@code streams create}: creates a stream and waits until it can be used. */
@Command(
        name = "create",
        description = "Create a stream, and wait until it is ACTIVE.",
        mixinStandardHelpOptions = true)
final class StreamsCreateCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "STREAM", description = "Its name.")
    private String stream = "";

    @ArgGroup
    private @Nullable Capacity capacity;

    static final class Capacity {
        @Option(names = "--shards", paramLabel = "N", description = "How many shards; default: 1.")
        private int shards = 1;

        @Option(names = "--on-demand", description = "Let AWS scale the stream.")
        private boolean onDemand;
    }

    StreamsCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (KinesisAsyncClient kinesis = session.aws().kinesis()) {
            Session.await(kinesis.createStream(this::request));
            session.terminal().print("Created " + stream + " (" + arnOnceActive(kinesis) + ").");
            return 0;
        }
    }

    private String arnOnceActive(KinesisAsyncClient kinesis) throws InterruptedException {
        try (var waiter = StreamsCommand.waiter(kinesis)) {
            return Session.await(waiter.waitUntilStreamExists(ask -> ask.streamName(stream)))
                    .matched()
                    .response()
                    .orElseThrow()
                    .streamDescription()
                    .streamARN();
        }
    }

    private void request(CreateStreamRequest.Builder request) {
        request.streamName(stream);
        if (capacity != null && capacity.onDemand) {
            request.streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND));
        } else {
            request.shardCount(capacity == null ? 1 : capacity.shards);
        }
    }
}
