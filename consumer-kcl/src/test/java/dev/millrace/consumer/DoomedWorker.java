package dev.millrace.consumer;

import dev.millrace.handling.Handling;
import dev.millrace.record.Codec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A worker in a JVM of its own, to be killed: writes a line "shard sequence:sub value" for each record it handles. */
final class DoomedWorker {
    private DoomedWorker() {}

    public static void main(String[] args) throws Exception {
        Path lines = Path.of(args[1]);
        Local.existing(args[0])
                .consumer()
                .worker("doomed")
                .handling(Handling.of(
                        Codec.utf8(),
                        (value, context) -> Files.writeString(
                                lines,
                                context.record().shardId() + " "
                                        + context.record().position() + " " + value + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND)))
                .build()
                .start();
    }

    static Process start(String stream, Path lines) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedWorker.class.getName(),
                stream,
                lines.toString());
        builder.environment().put("MILLRACE_TEST_ENDPOINT", Local.ENDPOINT.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(lines.resolveSibling("doomed.log").toFile())
                .start();
    }
}
