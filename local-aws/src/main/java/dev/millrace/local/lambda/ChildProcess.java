package dev.millrace.local.lambda;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A running child JVM and what it says. */
final class ChildProcess {
    private static final int LAST_LINES = 12;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletionStage<Integer> exited;

    private ChildProcess(Process process, String name, Consumer<String> log) {
        this.process = process;
        Thread printed = reader(name, () -> readLines(log));
        Thread logged = reader(name, () -> LogFrames.read(process.getInputStream(), line -> take(line, log)));
        this.exited = process.onExit().thenApply(ended -> {
            join(printed);
            join(logged);
            return ended.exitValue();
        });
    }

    private interface Reading {
        void run() throws IOException;
    }

    private Thread reader(String name, Reading reading) {
        Thread reader = new Thread(
                () -> {
                    try {
                        reading.run();
                    } catch (IOException e) {
                        remember(e.toString());
                    }
                },
                "function-" + name + "-log");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Starts the handler's class under the runtime interface client of the class path. */
    static ChildProcess start(ChildJvm spec, String runtimeApi) {
        ProcessBuilder builder = new ProcessBuilder(command(spec));
        Map<String, String> environment = builder.environment();
        environment.putAll(spec.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        environment.put("_LAMBDA_TELEMETRY_LOG_FD", "1");
        try {
            return new ChildProcess(builder.start(), spec.name(), spec.log());
        } catch (IOException e) {
            throw new FunctionStartException("No JVM could be started for function " + spec.name(), e);
        }
    }

    /** As Lambda starts its Java runtime: serial collector, C1 only, and the log's file descriptor within its client's reach. */
    private static List<String> command(ChildJvm spec) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        command.addAll(
                List.of("-Xmx" + spec.memoryMegabytes() + "m", "-Dfile.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", ownLocation() + File.pathSeparator + spec.classPath()));
        command.addAll(List.of(ChildMain.class.getName(), spec.handler()));
        return command;
    }

    private static String ownLocation() {
        try {
            return Path.of(ChildMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readLines(Consumer<String> log) throws IOException {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line, log);
            }
        }
    }

    private void take(String line, Consumer<String> log) {
        remember(line);
        log.accept(line);
    }

    private synchronized void remember(String line) {
        lastLines.add(line);
        if (lastLines.size() > LAST_LINES) {
            lastLines.remove();
        }
    }

    synchronized String lastWords() {
        return String.join("\n", lastLines);
    }

    private static void join(Thread reader) {
        try {
            reader.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completes with the exit status when the process has ended and its output is read. */
    CompletionStage<Integer> exited() {
        return exited;
    }

    void kill() {
        process.destroyForcibly();
    }
}
