package dev.millrace.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A line on stderr that tells how far a command is: overwritten on a screen, repeated now and then in a log. One thread's. */
public final class Progress {
    private static final long LIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private long shownAt;

    public Progress(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    Progress(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.shownAt = nanoTime.getAsLong();
    }

    /** Shows the line unless one was shown a moment ago; then the supplier is not asked. */
    public void show(Supplier<String> line) {
        long now = nanoTime.getAsLong();
        if (now - shownAt >= (terminal.live() ? LIVE_NANOS : LOG_NANOS)) {
            shownAt = now;
            write(line.get(), !terminal.live());
        }
    }

    /** Shows the last line, always. */
    public void end(String line) {
        write(line, true);
    }

    private void write(String line, boolean whole) {
        terminal.clear();
        terminal.err().print(whole ? line + System.lineSeparator() : line);
        terminal.err().flush();
    }
}
