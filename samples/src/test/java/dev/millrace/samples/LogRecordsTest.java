package dev.millrace.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LogRecordsTest {
    private static final String EVENT = """
            {"Records": [{"eventSource": "aws:kinesis", "eventID": "shardId-000000000000:1", "awsRegion": "us-east-1",
              "eventSourceARN": "arn:aws:kinesis:us-east-1:000000000000:stream/logs",
              "kinesis": {"partitionKey": "web-1", "sequenceNumber": "1", "data": "%s",
                "approximateArrivalTimestamp": 1545084650.987, "kinesisSchemaVersion": "1.0"}}]}""";

    @Test
    void aRecordBecomesALineUnderItsKeyAndIsAnsweredAsDone() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String event = EVENT.formatted(Base64.getEncoder().encodeToString("GET / 500".getBytes(UTF_8)));

        new LogRecords(new PrintStream(log, true, UTF_8))
                .handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, withAMinuteLeft());

        assertThat(log.toString(UTF_8)).isEqualTo("web-1 GET / 500" + System.lineSeparator());
        assertThat(answer.toString(UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
    }

    private static Context withAMinuteLeft() {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getReturnType() == int.class ? 60_000 : "logs-function");
    }
}
