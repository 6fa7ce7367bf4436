package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.LocalAws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a user types them, in this JVM, on one stand-in. */
@Timeout(120)
class CommandsTest {
    private static final String EPOCH = "1970-01-01T00:00:00Z";
    private static LocalAws aws;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void aStreamIsCreatedListedDescribedAndDeleted() {
        assertThat(run("streams create tidy --shards 2")).isZero();
        assertThat(run("streams list")).isZero();
        assertThat(run("streams describe tidy")).isZero();
        assertThat(out()).contains("Created tidy", "tidy\n", "open shards  2", "shardId-000000000001  open");
        assertThat(run("streams delete tidy")).isZero();
        assertThat(run("streams describe tidy")).isEqualTo(1);
    }

    @Test
    void aPutRecordIsReplayed() {
        run("streams create tutorial");
        assertThat(millrace("put", "tutorial", "--partition-key", "user-1", "--data", "Hello from CLI"))
                .isZero();
        assertThat(out()).containsPattern("shardId-000000000000 [0-9]+\n");
        out.reset();
        assertThat(run("replay tutorial --from " + EPOCH)).isZero();
        assertThat(out()).isEqualTo("Hello from CLI\n");
    }

    @Test
    void aReplayOfOneShardIsTheFileThatWasPutByteForByte() throws IOException {
        byte[] lines = "a,1\n\nb two\r\n ,no key\na,1\n\u00e4 3\nlast without newline".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("lines"), lines);
        run("streams create lines");
        assertThat(millrace("put", "lines", "--file", file.toString())).isZero();
        assertThat(err()).contains("Put 7 of 7 lines as ");
        out.reset();
        run("replay lines --from " + EPOCH);
        assertThat(out().lines().sorted())
                .isEqualTo(new String(lines, StandardCharsets.UTF_8)
                        .lines()
                        .sorted()
                        .toList());
        assertThat(out.toByteArray()).hasSize(lines.length + 1);
    }

    @Test
    void aLineAboveTheRecordLimitIsToldAndTheOthersArePut() throws IOException {
        Path file = Files.writeString(folder.resolve("long"), "small\n" + "x".repeat(1_100_000) + "\nsmall too\n");
        run("streams create sizes");
        assertThat(millrace("put", "sizes", "--file", file.toString())).isEqualTo(1);
        assertThat(err()).contains("Put 2 of 3 lines", "1 lines were not acknowledged; first line 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | put none --partition-key a --data b | none",
                "1 | put none --file /no/such/file | No such file: /no/such/file",
                "1 | replay none --from 2024-01-01T00:00:00Z | none",
                "2 | replay none --from yesterday | \"yesterday\" is not a time",
                "2 | replay none --from-sequence 17 | \"17\" is no place in a stream",
                "1 | streams delete none | none",
                "2 | streams list --bogus | Unknown option: '--bogus'",
                "2 | bogus | bogus",
                "2 | put none | --file",
                "2 | streams list --endpoint-url nowhere | Endpoint \"nowhere\" is not a URL",
                "1 | streams list --endpoint-url http://127.0.0.1:1 | Nothing answers at the endpoint",
                "1 | streams list --profile no-such-profile | No profile \"no-such-profile\"",
                "1 | local --port 99999 | 99999",
                "2 | local --trigger clicks | \"clicks\" is no trigger"
            })
    void badInputIsOneLineThatHoldsTheValue(int code, String command, String told) {
        assertThat(run(command)).isEqualTo(code);
        assertThat(err().lines().filter(line -> !line.startsWith("No AWS credentials found: using")))
                .singleElement()
                .asString()
                .contains(told);
        assertThat(out()).isEmpty();
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("empty"));
        run("streams create empty");
        assertThat(millrace("put", "empty", "--file", file.toString())).isEqualTo(1);
        assertThat(err()).contains(file + " is empty");
    }

    @Test
    void aPortInUseIsTold() {
        String port = String.valueOf(aws.endpoint().getPort());
        assertThat(millrace("local", "--port", port)).isEqualTo(1);
        assertThat(err()).contains("Cannot listen on 127.0.0.1:" + port);
    }

    @Test
    void verboseShowsTheStackTrace() {
        assertThat(run("streams describe none --verbose")).isEqualTo(1);
        assertThat(err()).contains("\tat ");
    }

    private int run(String command) {
        return millrace(command.split(" "));
    }

    private int millrace(String... arguments) {
        Map<String, String> environment =
                Map.of("AWS_ENDPOINT_URL", aws.endpoint().toString());
        Terminal terminal = new Terminal(print(out), print(err), environment, false);
        return Millrace.run(terminal, Arrays.copyOf(arguments, arguments.length));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
