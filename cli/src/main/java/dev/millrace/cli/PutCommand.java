package dev.millrace.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** {@code put}: one record as it is, or a file's lines through the aggregating producer. */
@Command(
        name = "put",
        description = {
            "Put one record, or a file's lines, a record each.",
            "One record goes as it is; its shard and sequence number are printed. A file's lines go through the aggregating"
                    + " producer; exit code 0 only if all were acknowledged."
        },
        mixinStandardHelpOptions = true)
final class PutCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "STREAM", description = "Its name.")
    private String stream = "";

    @ArgGroup(multiplicity = "1")
    private @Nullable Source source;

    static final class Source {
        @ArgGroup(exclusive = false)
        private @Nullable Single single;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description =
                        "The lines to put. A line's bytes are the data, the text before its first white space or comma"
                                + " the partition key (\"" + LineRecords.NO_KEY + "\" if there is none).")
        private @Nullable Path file;
    }

    static final class Single {
        @Option(
                names = "--partition-key",
                paramLabel = "KEY",
                required = true,
                description = "The record's partition key, 1 to 256 characters.")
        private String partitionKey = "";

        @Option(
                names = "--data",
                paramLabel = "TEXT",
                required = true,
                description = "The record's data, sent as UTF-8.")
        private String data = "";
    }

    PutCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (source != null && source.file != null) {
            return new PutFile(session, stream, source.file).run();
        }
        return source == null || source.single == null ? 0 : put(source.single);
    }

    private int put(Single record) throws InterruptedException {
        try (KinesisAsyncClient kinesis = session.aws().kinesis()) {
            var answer = Session.await(kinesis.putRecord(request -> request.streamName(stream)
                    .partitionKey(record.partitionKey)
                    .data(SdkBytes.fromString(record.data, StandardCharsets.UTF_8))));
            session.terminal().print(answer.shardId() + " " + answer.sequenceNumber());
            return 0;
        }
    }
}
