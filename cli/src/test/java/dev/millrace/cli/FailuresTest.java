package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false);

    @Test
    void aRefusedConnectionIsNamedAlsoWhereOnlyAnEarlierAttemptMetIt() {
        SdkClientException last =
                SdkClientException.create("Acquire operation took longer than the configured maximum time");
        last.addSuppressed(SdkClientException.create("Request attempt 1 failure: Connection refused: /127.0.0.1:9"));
        assertThat(told(last)).startsWith("Nothing answers at the endpoint");
    }

    @Test
    void anAnswerThatIsNotAwssIsNamedByItsStatus() {
        Exception notAws = KinesisException.builder()
                .statusCode(404)
                .awsErrorDetails(AwsErrorDetails.builder().build())
                .build();
        assertThat(told(notAws)).contains("HTTP 404", "--endpoint-url").doesNotContain("null");
    }

    private String told(Exception failure) {
        int exit = new Failures(terminal, new GlobalOptions())
                .handleExecutionException(failure, new CommandLine(CommandLine.Model.CommandSpec.create()), null);
        assertThat(exit).isEqualTo(1);
        return err.toString(StandardCharsets.UTF_8).strip();
    }
}
