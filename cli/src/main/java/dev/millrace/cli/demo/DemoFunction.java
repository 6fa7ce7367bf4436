package dev.millrace.cli.demo;

import dev.millrace.handling.Handling;
import dev.millrace.lambda.KinesisHandler;
import dev.millrace.record.Codec;
import java.nio.file.Path;
import java.util.Objects;

/** The demo's Lambda function: notes each user record in a file. Public because AWS's runtime makes it by name. */
public final class DemoFunction extends KinesisHandler<byte[]> {
    /** The environment variable that names the file. */
    static final String FILE_VARIABLE = "MILLRACE_DEMO_ARRIVALS";

    /** For AWS's runtime: the file is named by the environment. */
    public DemoFunction() {
        this(Path.of(Objects.requireNonNull(System.getenv(FILE_VARIABLE), FILE_VARIABLE)));
    }

    DemoFunction(Path file) {
        this(new ArrivalFile.Writer(file));
    }

    private DemoFunction(ArrivalFile.Writer arrivals) {
        super(Handling.of(
                Codec.bytes(), (data, context) -> arrivals.append(Arrival.of(context.record(), System.nanoTime()))));
    }
}
