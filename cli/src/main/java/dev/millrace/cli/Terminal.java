package dev.millrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command line hangs on, given to the commands so that tests can hold the other end.
 *
 * @param out results, as bytes: {@code replay} writes payloads as they are
 * @param err everything else: progress, notices, errors
 * @param environment the environment variables
 * @param live whether {@code err} is a screen, where a progress line may overwrite itself
 */
public record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, boolean live) {
    /** The process's own. Standard output is buffered: whoever writes to it flushes when it matters. */
    static Terminal system() {
        PrintStream out = utf8(new FileOutputStream(FileDescriptor.out), false);
        PrintStream err = utf8(new FileOutputStream(FileDescriptor.err), true);
        return new Terminal(out, err, System.getenv(), Boolean.getBoolean("millrace.live"));
    }

    private static PrintStream utf8(OutputStream stream, boolean autoFlush) {
        return new PrintStream(new java.io.BufferedOutputStream(stream, 1 << 16), autoFlush, StandardCharsets.UTF_8);
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** A line of the command's result. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** A line for the reader's eyes; a live progress line gives way to it. */
    public void say(String line) {
        clear();
        err.println(line);
    }

    /** Wipes what a live progress line left on the screen, so that other output starts on a line of its own. */
    public void clear() {
        if (live) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
