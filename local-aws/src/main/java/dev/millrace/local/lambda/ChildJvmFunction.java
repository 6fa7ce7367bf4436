package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A function in a child JVM. The child takes one invocation at a time; further ones queue. A child that ended, by itself or because
 * an invocation took too long, fails its invocation and is replaced for the next. Its state belongs to the Runtime API's thread.
 */
final class ChildJvmFunction implements LambdaFunction, RuntimeApi.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int START_SECONDS = 60;

    private final ChildJvm spec;
    private final RuntimeApi api = new RuntimeApi(this);
    private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    private final Deque<Invocation> queue = new ArrayDeque<>();
    private @Nullable ChildProcess child;
    private RuntimeApi.@Nullable FreeRuntime free;
    private @Nullable Invocation running;
    /** The child is killed but has not ended yet: it may still ask for work, and gets none. */
    private boolean dying;

    private boolean closed;

    /** An event on its way; {@code timeout} is set while it runs. */
    private static final class Invocation {
        final String id = UUID.randomUUID().toString();
        final byte[] event;
        final CompletableFuture<byte[]> answer = new CompletableFuture<>();

        @Nullable
        Future<?> timeout;

        Invocation(byte[] event) {
            this.event = event;
        }
    }

    private ChildJvmFunction(ChildJvm spec) {
        this.spec = spec;
    }

    static ChildJvmFunction start(ChildJvm spec) {
        ChildJvmFunction function = new ChildJvmFunction(spec);
        function.thread().execute(function::launch);
        try {
            function.started.get(START_SECONDS, TimeUnit.SECONDS);
            return function;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            function.close();
            throw new FunctionStartException("Interrupted while function " + spec.name() + " started", e);
        } catch (TimeoutException e) {
            function.close();
            throw new FunctionStartException(
                    "Function " + spec.name() + " was not ready after " + START_SECONDS + " s", e);
        } catch (ExecutionException e) {
            function.close();
            throw new FunctionStartException(Errors.cause(e).getMessage(), null);
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public CompletionStage<byte[]> invoke(byte[] event) {
        Invocation invocation = new Invocation(event);
        thread().execute(() -> {
            queue.add(invocation);
            pump();
        });
        return invocation.answer;
    }

    EventLoop thread() {
        return api.thread();
    }

    private void pump() {
        if (closed) {
            failQueued("The function is closed");
        } else if (child == null && !queue.isEmpty()) {
            launch();
        } else if (free != null && running == null && !queue.isEmpty()) {
            run(free, queue.remove());
        }
    }

    private void launch() {
        try {
            ChildProcess launched = ChildProcess.start(spec, api.address());
            child = launched;
            launched.exited().thenAcceptAsync(status -> exited(launched, status), thread());
        } catch (FunctionStartException e) {
            notStarted(String.valueOf(e.getMessage()));
        }
    }

    private void run(RuntimeApi.FreeRuntime runtime, Invocation invocation) {
        free = null;
        running = invocation;
        long timeoutMillis = spec.timeout().toMillis();
        invocation.timeout = thread().schedule(() -> timedOut(invocation), timeoutMillis, TimeUnit.MILLISECONDS);
        Map<String, String> headers = Map.of(
                "Lambda-Runtime-Aws-Request-Id", invocation.id,
                "Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + timeoutMillis),
                "Lambda-Runtime-Invoked-Function-Arn", Arns.function(Arns.DEFAULT_REGION, spec.name()));
        runtime.invoke(headers, invocation.event);
    }

    @Override
    public void next(RuntimeApi.FreeRuntime runtime) {
        if (child == null || dying) {
            return;
        }
        started.complete(null);
        free = runtime;
        pump();
    }

    @Override
    public void response(String requestId, byte[] body) {
        Invocation ended = end(requestId);
        if (ended != null) {
            ended.answer.complete(body);
        }
    }

    @Override
    public void error(String requestId, byte[] body) {
        Invocation ended = end(requestId);
        if (ended != null) {
            JsonNode error = parse(body);
            String type = error.path("errorType").asText("Unknown");
            ended.answer.completeExceptionally(
                    new FunctionErrorException(type, error.path("errorMessage").asText("")));
        }
    }

    @Override
    public void initError(byte[] body) {
        JsonNode error = parse(body);
        notStarted(error.path("errorType").asText() + ": "
                + error.path("errorMessage").asText());
    }

    private static JsonNode parse(byte[] error) {
        try {
            return JSON.readTree(error);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The running invocation, which no longer runs; null if it is another, such as one that was too late. */
    private @Nullable Invocation end(String requestId) {
        Invocation ended = running;
        if (ended == null || !ended.id.equals(requestId)) {
            return null;
        }
        running = null;
        if (ended.timeout != null) {
            ended.timeout.cancel(false);
        }
        return ended;
    }

    private void timedOut(Invocation invocation) {
        fail(
                invocation.id,
                "Sandbox.Timedout",
                "Task timed out after " + spec.timeout().toMillis() / 1000.0 + " seconds");
        if (child != null) {
            child.kill();
            dying = true;
        }
    }

    private void exited(ChildProcess ended, int status) {
        if (child != ended) {
            return;
        }
        child = null;
        free = null;
        if (dying) {
            dying = false;
            pump();
            return;
        }
        String message = "Runtime exited with exit status " + status;
        if (running != null) {
            fail(running.id, "Runtime.ExitError", message);
            pump();
        } else {
            notStarted(message + "; its last words:\n" + ended.lastWords());
        }
    }

    private void fail(String requestId, String type, String message) {
        Invocation ended = end(requestId);
        if (ended != null) {
            ended.answer.completeExceptionally(new FunctionErrorException(type, message));
        }
    }

    private void notStarted(String why) {
        String message = "Function " + spec.name() + " (" + spec.handler() + ") did not start: " + why;
        started.completeExceptionally(new FunctionStartException(message, null));
        failQueued(message);
    }

    private void failQueued(String message) {
        for (Invocation waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.answer.completeExceptionally(new FunctionErrorException("Runtime.ExitError", message));
        }
    }

    @Override
    public void close() {
        thread().execute(() -> {
            closed = true;
            if (child != null) {
                child.kill();
            }
            if (running != null) {
                fail(running.id, "Runtime.ExitError", "The function is closed");
            }
            pump();
        });
        api.close();
    }
}
