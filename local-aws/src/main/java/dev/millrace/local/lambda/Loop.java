package dev.millrace.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** The one thread that owns a mapping's parts, and the clock they see. Tests turn it by hand. */
interface Loop extends Executor, AutoCloseable {
    Instant now();

    void schedule(Runnable task, Duration delay);

    /** What is queued or scheduled is dropped, and so is what comes later. */
    @Override
    void close();
}
