package dev.millrace.cli;

import dev.millrace.replay.ReplayException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Every failure as one line on stderr and an exit code: 1 error, 2 usage, 130 interrupted. Stack traces need --verbose. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final int INTERRUPTED = 130;

    private final Terminal terminal;
    private final GlobalOptions options;

    Failures(Terminal terminal, GlobalOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.say(oneLine(e.getMessage()).replaceFirst("\\.$", "") + ". See `" + command + " --help`.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, @Nullable ParseResult parsed) {
        Throwable failure = unwrapped(e);
        if (options.verbose()) {
            failure.printStackTrace(terminal.err());
        }
        terminal.say(oneLine(line(failure)));
        return failure instanceof InterruptedException ? INTERRUPTED : ExitCode.SOFTWARE;
    }

    private static Throwable unwrapped(Throwable e) {
        boolean wrapper = e instanceof CompletionException || e instanceof ExecutionException;
        return wrapper && e.getCause() != null ? unwrapped(e.getCause()) : e;
    }

    private static String line(Throwable e) {
        if (e instanceof UserError || e instanceof ReplayException || e instanceof IllegalArgumentException) {
            return String.valueOf(e.getMessage());
        } else if (e instanceof InterruptedException) {
            return "Interrupted.";
        } else if (e instanceof AwsServiceException refused) {
            return refusal(refused);
        } else if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "No such file: " + e.getMessage();
        } else if (e instanceof AccessDeniedException) {
            return "No permission to read " + e.getMessage();
        }
        return unreachable(e);
    }

    private static String refusal(AwsServiceException e) {
        if (e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null) {
            return "The endpoint answered HTTP " + e.statusCode()
                    + ", but not as AWS does: give the right --endpoint-url.";
        }
        String told =
                e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
        return e instanceof ResourceNotFoundException ? told + " (`millrace streams list` shows what there is.)" : told;
    }

    private static String unreachable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (refused(cause)) {
                return "Nothing answers at the endpoint (" + cause.getMessage()
                        + "): start `millrace local`, or give the right --endpoint-url.";
            } else if (cause instanceof UnknownHostException) {
                return "No such host: " + cause.getMessage() + ": give the right --endpoint-url or --region.";
            }
        }
        return e.getClass().getSimpleName() + ": " + e.getMessage() + " (--verbose tells more)";
    }

    /** The SDK keeps what its earlier attempts met as suppressed exceptions; the last may have met a pool still full of them. */
    private static boolean refused(Throwable e) {
        return e instanceof ConnectException
                || Arrays.stream(e.getSuppressed())
                        .anyMatch(
                                attempt -> String.valueOf(attempt.getMessage()).contains("Connection refused"));
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
