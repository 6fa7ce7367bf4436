package dev.millrace.local.lambda;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** What to run in a child JVM, and how. Not thread-safe. */
public final class ChildJvm {
    private final String name;
    private final String handler;
    private final Map<String, String> environment = new HashMap<>();
    private String classPath = System.getProperty("java.class.path");
    private Duration timeout = Duration.ofSeconds(60);
    private int memoryMegabytes = 512;
    private Consumer<String> log;

    private ChildJvm(String name, String handler) {
        this.name = name;
        this.handler = handler;
        this.log = LoggerFactory.getLogger("function." + name)::info;
        environment.put("_HANDLER", handler);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "child-jvm");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("LAMBDA_TASK_ROOT", System.getProperty("user.dir"));
    }

    /**
     * A function of this name.
     *
     * @param handler as in a function's configuration: a class, or {@code package.Class::method}
     */
    public static ChildJvm of(String name, String handler) {
        return new ChildJvm(Objects.requireNonNull(name), Objects.requireNonNull(handler));
    }

    /** Where the handler and the runtime interface client are. Default: this JVM's class path. */
    public ChildJvm classPath(String path) {
        classPath = Objects.requireNonNull(path);
        return this;
    }

    /** Sets an environment variable; beside those set here the child has this process's. */
    public ChildJvm environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** How long an invocation may take: 1 s to 15 minutes, default 60 s. The child that is late is killed and replaced. */
    public ChildJvm timeout(Duration longest) {
        if (longest.toSeconds() < 1 || longest.compareTo(Duration.ofMinutes(15)) > 0) {
            throw new IllegalArgumentException("function timeout " + longest + ": give 1 s to 15 minutes");
        }
        timeout = longest;
        return this;
    }

    /** The child's heap: 128 to 10,240 MB, default 512. */
    public ChildJvm memoryMegabytes(int megabytes) {
        if (megabytes < 128 || megabytes > 10_240) {
            throw new IllegalArgumentException("function memory " + megabytes + " MB: give 128 to 10,240");
        }
        memoryMegabytes = megabytes;
        return this;
    }

    /** Takes each line that the child prints or logs. Default: SLF4J at INFO, under {@code function.NAME}. */
    public ChildJvm log(Consumer<String> lines) {
        log = Objects.requireNonNull(lines);
        return this;
    }

    /**
     * Starts the child, and returns when it is ready for invocations.
     *
     * @throws FunctionStartException if it does not become ready, with its last words in the message
     */
    public LambdaFunction start() {
        return ChildJvmFunction.start(this);
    }

    String name() {
        return name;
    }

    String handler() {
        return handler;
    }

    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(environment);
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(memoryMegabytes));
        all.putIfAbsent("AWS_REGION", System.getenv().getOrDefault("AWS_REGION", Arns.DEFAULT_REGION));
        return all;
    }

    String classPath() {
        return classPath;
    }

    Duration timeout() {
        return timeout;
    }

    int memoryMegabytes() {
        return memoryMegabytes;
    }

    Consumer<String> log() {
        return log;
    }
}
