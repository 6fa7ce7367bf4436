package dev.millrace.producer;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns the pipeline: turns it, and sleeps between. */
final class Loop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final Pipeline pipeline;
    private final Runnable afterwards;
    private final Thread thread;

    /**
     * A loop.
     *
     * @param afterwards runs among the completions, after all others
     */
    Loop(String name, Pipeline pipeline, Runnable afterwards) {
        this.pipeline = pipeline;
        this.afterwards = afterwards;
        thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Costs a system call if the loop sleeps, next to nothing otherwise. */
    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        try {
            turn();
        } catch (Throwable e) {
            LOG.error("the producer failed and is closed", e);
            pipeline.crash(e);
        } finally {
            pipeline.end(afterwards);
        }
    }

    private void turn() {
        while (!pipeline.isOver()) {
            long wait = pipeline.runOnce(System.nanoTime());
            if (wait > 0 && !pipeline.isOver()) {
                LockSupport.parkNanos(this, wait);
                clearInterrupt();
            }
        }
    }

    /** A callback may have interrupted this thread, where the executor refused or runs on the caller; parking would no longer wait. */
    private static void clearInterrupt() {
        var unused = Thread.interrupted();
    }
}
