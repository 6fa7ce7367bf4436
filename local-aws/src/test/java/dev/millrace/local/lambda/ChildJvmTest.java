package dev.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** AWS's own runtime interface client in a JVM of its own; one child serves all tests but those that cannot start one. */
class ChildJvmTest {
    private static final BlockingQueue<String> LINES = new LinkedBlockingQueue<>();
    private static LambdaFunction function;

    /** Does as its event says. */
    public static final class Obedient implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            switch (event) {
                case "\"throw\"" -> throw new IllegalStateException("as told");
                case "\"exit\"" -> Runtime.getRuntime().halt(3);
                case "\"hang\"" -> hang();
                case "\"pid\"" ->
                    write(output, String.valueOf(ProcessHandle.current().pid()));
                case "\"log\"" -> log(context);
                case "\"time\"" -> write(output, String.valueOf(context.getRemainingTimeInMillis()));
                default -> write(output, event);
            }
        }

        private static void write(OutputStream output, String text) throws IOException {
            output.write(text.getBytes(StandardCharsets.UTF_8));
        }

        private static void log(Context context) {
            System.out.println("printed");
            context.getLogger().log("Grüße from " + context.getFunctionName());
            context.getLogger().log("two\nlines\n");
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Cannot be made. */
    public static final class Unwilling implements RequestStreamHandler {
        public Unwilling() {
            throw new IllegalStateException("no database today");
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    @BeforeAll
    static void start() {
        function = obedient(60);
    }

    private static LambdaFunction obedient(int timeoutSeconds) {
        return ChildJvm.of("obedient", Obedient.class.getName())
                .timeout(Duration.ofSeconds(timeoutSeconds))
                .log(LINES::add)
                .start();
    }

    @AfterAll
    static void close() {
        function.close();
    }

    @Test
    void a_large_event_goes_in_and_an_answer_comes_back() {
        String event = "\"" + "x".repeat(6_000_000) + "\"";

        assertThat(invoke(event)).isEqualTo(event);
    }

    @Test
    void what_the_function_throws_fails_the_invocation_and_the_child_lives_on() {
        String pid = invoke("\"pid\"");

        assertThatThrownBy(() -> invoke("\"throw\""))
                .hasCauseInstanceOf(FunctionErrorException.class)
                .hasMessageContaining("as told");
        assertThat(invoke("\"pid\"")).isEqualTo(pid);
    }

    @Test
    void a_child_that_ended_fails_its_invocation_and_is_replaced_for_the_next() {
        assertThatThrownBy(() -> invoke("\"exit\"")).hasMessageContaining("exit status 3");

        assertThat(invoke("\"again\"")).isEqualTo("\"again\"");
    }

    @Test
    void an_invocation_that_takes_too_long_is_ended_with_its_child() {
        try (LambdaFunction brief = obedient(2)) {
            long pid = Long.parseLong(invoke(brief, "\"pid\""));

            assertThatThrownBy(() -> invoke(brief, "\"hang\"")).hasMessageContaining("timed out after 2.0 seconds");

            ProcessHandle.of(pid).ifPresent(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10)));
            assertThat(invoke(brief, "\"again\"")).isEqualTo("\"again\"");
        }
    }

    @Test
    void a_child_that_was_ended_gets_no_more_work_even_if_it_asks_for_it() {
        try (ChildJvmFunction brief = (ChildJvmFunction) obedient(2)) {
            CompletableFuture<byte[]> hanging =
                    brief.invoke("\"hang\"".getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
            CompletableFuture<?> asked = hanging.handle((answer, error) -> null)
                    .thenRunAsync(() -> brief.next((headers, event) -> {}), brief.thread());

            assertThat(invoke(brief, "\"again\"")).isEqualTo("\"again\"");
            assertThat(asked).isCompleted();
        }
    }

    @Test
    void the_function_sees_its_name_and_its_remaining_time_and_what_it_logs_is_heard() throws Exception {
        assertThat(Integer.parseInt(invoke("\"time\""))).isBetween(1, 60_000);

        invoke("\"log\"");

        Set<String> missing = new HashSet<>(Set.of("printed", "Grüße from obedient", "two", "lines"));
        while (!missing.isEmpty()) {
            String line = LINES.poll(10, TimeUnit.SECONDS);
            assertThat(line).as("a line, while these are missing: %s", missing).isNotNull();
            missing.remove(line);
        }
    }

    @Test
    void a_child_ends_when_its_parent_is_gone_even_in_the_middle_of_an_invocation() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChildMain.class.getName(),
                    Obedient.class.getName());
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + deaf.getLocalPort());
            Process child = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (Socket asking = deaf.accept()) {
                assertThat(asking.isConnected() && child.isAlive()).isTrue();

                child.getOutputStream().close();

                assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20));
            } finally {
                child.destroyForcibly();
            }
        }
    }

    @Test
    void a_handler_that_cannot_start_is_told_with_its_reason() {
        assertThatThrownBy(() -> ChildJvm.of("f", Unwilling.class.getName()).start())
                .isInstanceOf(FunctionStartException.class)
                .hasMessageContaining("no database today");
        assertThatThrownBy(() -> ChildJvm.of("f", "no.such.Handler").start())
                .isInstanceOf(FunctionStartException.class)
                .hasMessageContaining("The handler, class no.such.Handler, is not on the function's class path");
    }

    @Test
    void a_class_path_without_the_runtime_client_is_told_with_its_reason() {
        assertThatThrownBy(() -> ChildJvm.of("f", "java.lang.Object")
                        .classPath("nowhere")
                        .start())
                .isInstanceOf(FunctionStartException.class)
                .hasMessageContaining("runtime interface client");
    }

    private static String invoke(String event) {
        return invoke(function, event);
    }

    private static String invoke(LambdaFunction invoked, String event) {
        byte[] answer = invoked.invoke(event.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        return new String(answer, StandardCharsets.UTF_8);
    }
}
