package dev.millrace.cli;

import dev.millrace.cli.demo.Demo;
import dev.millrace.cli.demo.DemoOutput;
import dev.millrace.cli.demo.DemoReport;
import dev.millrace.cli.demo.DemoStack;
import dev.millrace.local.LocalAws;
import dev.millrace.record.KinesisLimits;
import dev.millrace.record.UserRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** {@code demo}: the whole toolkit on this machine, counted and compared. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Put a file's lines into a local stream, handle them by KCL and by Lambda, replay half of them, and compare.",
            "Needs no AWS account: AWS's services are played by this process. Exit code 0 only if everything agrees."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int MOST_SHARDS = 500;

    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Session session;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "A record a line, its first field (up to white space or comma) the partition key;"
                    + " default: a small clickstream.")
    private @Nullable Path input;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "4",
            description = "The stream's shards, 1 to 500; default: ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "The report's form; default: ${DEFAULT-VALUE}.")
    private DemoOutput output = DemoOutput.table;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--keep", description = "Leave the stream up until interrupted, and say how to reach it.")
    private boolean keep;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        requireShards();
        List<UserRecord> lines = read();
        try (LocalAws local = LocalAws.start()) {
            Aws aws = Aws.local(local.endpoint());
            try (KinesisAsyncClient kinesis = aws.kinesis();
                    KinesisAsyncClient fanOut = aws.kinesisFanOut();
                    DynamoDbAsyncClient dynamoDb = aws.dynamoDb()) {
                return run(new DemoStack(local, shards, kinesis, fanOut, dynamoDb), lines);
            }
        }
    }

    private int run(DemoStack stack, List<UserRecord> lines) throws Exception {
        DemoReport report = new Demo(stack, lines, new TerminalScreen(session.terminal())).run(number -> {});
        session.terminal().print(output.render(report));
        if (keep) {
            keep(stack.local());
        }
        return report.ok() ? 0 : 1;
    }

    private List<UserRecord> read() throws IOException {
        List<UserRecord> lines = new ArrayList<>();
        try (LineRecords records = open()) {
            for (UserRecord line = records.next(); line != null; line = records.next()) {
                lines.add(requireRoom(line, records.number()));
            }
        }
        if (lines.isEmpty()) {
            throw new UserError(input + " is empty: give a file with a record a line.");
        }
        return lines;
    }

    private static UserRecord requireRoom(UserRecord line, long number) {
        int bytes = line.dataLength() + line.partitionKey().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > KinesisLimits.RECORD_BYTES) {
            throw new UserError("line " + number + " has " + bytes + " bytes with its key: the demo's stream takes "
                    + KinesisLimits.RECORD_BYTES + " at most.");
        }
        return line;
    }

    private LineRecords open() throws IOException {
        return input != null
                ? LineRecords.open(input)
                : new LineRecords(Objects.requireNonNull(Demo.class.getResourceAsStream("clickstream.csv")));
    }

    private void requireShards() {
        if (shards < 1 || shards > MOST_SHARDS) {
            throw new ParameterException(spec.commandLine(), "--shards " + shards + ": give 1 to " + MOST_SHARDS + ".");
        }
    }

    private void keep(LocalAws local) throws InterruptedException {
        String endpoint = local.endpoint().toString();
        session.terminal().say("The stream stays up until you press Ctrl-C. Try, in another terminal:");
        session.terminal().say("  export AWS_ENDPOINT_URL=" + endpoint);
        session.terminal().say("  ./millrace streams describe " + DemoStack.STREAM);
        session.terminal()
                .say("  ./millrace put " + DemoStack.STREAM + " --partition-key user-1 --data \"Hello from CLI\"");
        session.terminal().say("  ./millrace replay " + DemoStack.STREAM + " --from " + started);
        new CountDownLatch(1).await();
    }

    /** The terminal as the demo sees it. */
    private static final class TerminalScreen implements Demo.Screen {
        private final Progress progress;

        TerminalScreen(Terminal terminal) {
            this.progress = new Progress(terminal);
        }

        @Override
        public void progress(Supplier<String> line) {
            progress.show(line);
        }

        @Override
        public void say(String line) {
            progress.end(line);
        }
    }
}
