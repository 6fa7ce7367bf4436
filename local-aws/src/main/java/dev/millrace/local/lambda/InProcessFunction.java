package dev.millrace.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A handler in this JVM. Like a function's one environment it runs one invocation at a time, on a thread of its own. */
public final class InProcessFunction implements LambdaFunction {
    private final String name;
    private final RequestStreamHandler handler;
    private final Duration timeout;
    private final Consumer<String> log;
    private final ExecutorService thread;

    private InProcessFunction(String name, RequestStreamHandler handler, Duration timeout, Consumer<String> log) {
        this.name = name;
        this.handler = handler;
        this.timeout = timeout;
        this.log = log;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "function-" + name);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * A function around this handler.
     *
     * @param timeout what the handler's context counts down from; an invocation that outlasts it is not ended
     * @param log takes what the handler writes to its context's logger
     */
    public static InProcessFunction of(
            String name, RequestStreamHandler handler, Duration timeout, Consumer<String> log) {
        return new InProcessFunction(name, handler, timeout, log);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<byte[]> invoke(byte[] event) {
        return CompletableFuture.supplyAsync(() -> run(event), thread);
    }

    private byte[] run(byte[] event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), output, new LocalContext(name, timeout, log));
        } catch (Throwable e) {
            throw new FunctionErrorException(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
        return output.toByteArray();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
