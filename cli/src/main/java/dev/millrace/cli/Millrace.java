package dev.millrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code millrace} command: its wiring, and nothing else. */
public final class Millrace {
    private Millrace() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Terminal.system(), args));
    }

    /** Runs one command in this JVM; what it prints goes to the terminal. Returns the exit code. */
    public static int run(Terminal terminal, String... args) {
        GlobalOptions options = new GlobalOptions();
        Session session = new Session(terminal, options);
        Failures failures = new Failures(terminal, options);
        CommandLine root = new CommandLine(new Root());
        root.addMixin("global", options);
        root.addSubcommand(new LocalCommand(session));
        root.addSubcommand(new StreamsCommand(session).commandLine());
        root.addSubcommand(new PutCommand(session));
        root.addSubcommand(new ReplayCommand(session));
        root.addSubcommand(new DemoCommand(session));
        root.setOut(terminal.outWriter());
        root.setErr(terminal.errWriter());
        root.setParameterExceptionHandler(failures);
        root.setExecutionExceptionHandler(failures);
        root.setExecutionStrategy(parsed -> {
            Logging.configure(options.verbose());
            return new CommandLine.RunLast().execute(parsed);
        });
        return root.execute(args);
    }

    @Command(
            name = "millrace",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Put records into Amazon Kinesis Data Streams, replay them, and run a stream on this machine.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root {}
}
