package dev.millrace.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogHandlerTest {
    @Test
    void it_logs_each_user_record_and_answers_how_many_there_were() throws IOException {
        TestContext context = new TestContext();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String event = new TestEvent()
                .record("1", "user-1", "Hello from CLI")
                .aggregate("2", "u1=Grüße", "u2=two")
                .json();

        new LogHandler()
                .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);

        assertThat(context.log)
                .containsExactly(
                        "Received record: Hello from CLI\n", "Received record: Grüße\n", "Received record: two\n");
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("\"Processed 3 records.\"");
    }
}
