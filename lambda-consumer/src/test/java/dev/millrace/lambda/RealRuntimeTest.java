package dev.millrace.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.handling.Handling;
import dev.millrace.handling.RetryPolicy;
import dev.millrace.local.lambda.ChildJvm;
import dev.millrace.local.lambda.LambdaFunction;
import dev.millrace.record.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The handlers as AWS runs them: made by name, in a JVM of their own, by AWS's runtime interface client. */
class RealRuntimeTest {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Fails at "bad". */
    public static final class Picky extends KinesisHandler<String> {
        public Picky() {
            super(Handling.<String>of(Codec.utf8(), (text, context) -> {
                        if (text.equals("bad")) {
                            throw new IllegalStateException("does not go");
                        }
                    })
                    .withRetry(RetryPolicy.none()));
        }
    }

    @Test
    void a_failure_is_reported_and_logged() throws Exception {
        String event = new TestEvent()
                .record("1", "u1", "good")
                .aggregate("2", "u2=good", "u3=bad")
                .json();

        assertThat(invoke(Picky.class, event)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
        awaitLine("[WARN]", TestEvent.SHARD + " 2:1");
    }

    @Test
    void the_log_handler_logs_a_line_a_record() throws Exception {
        String event = new TestEvent()
                .record("1", "user-1", "Hello from CLI")
                .record("2", "user-1", "and again")
                .json();

        assertThat(invoke(LogHandler.class, event)).isEqualTo("\"Processed 2 records.\"");
        awaitLine("Received record: Hello from CLI");
        awaitLine("Received record: and again");
    }

    /** What is logged comes by another way than the answer, and may come after it. */
    private void awaitLine(String... parts) throws InterruptedException {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).contains(parts);
    }

    private String invoke(Class<?> handler, String event) {
        ChildJvm child = ChildJvm.of("function", handler.getName())
                .timeout(Duration.ofSeconds(30))
                .log(lines::add);
        try (LambdaFunction function = child.start()) {
            byte[] answer = function.invoke(event.getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            return new String(answer, StandardCharsets.UTF_8);
        }
    }
}
