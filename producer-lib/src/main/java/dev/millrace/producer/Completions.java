package dev.millrace.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes users' futures on their executor, one batch after the other and so in order. Where the executor refuses, the thread
 * that hands over completes them: late callbacks are better than none.
 */
final class Completions {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private final Executor executor;
    private final Queue<List<Runnable>> batches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private List<Runnable> open = new ArrayList<>();
    private volatile @Nullable Thread runner;

    Completions(Executor executor) {
        this.executor = executor;
    }

    /** Adds to the batch that the next hand-over takes; the loop only. */
    void add(Runnable completion) {
        open.add(completion);
    }

    /** Hands over what was added since the last time; the loop only. */
    void handOver() {
        if (open.isEmpty()) {
            return;
        }
        batches.add(open);
        open = new ArrayList<>();
        if (waiting.getAndIncrement() == 0) {
            execute();
        }
    }

    private void execute() {
        try {
            executor.execute(this::run);
        } catch (Throwable e) {
            LOG.warn("the executor refused; futures complete on {} instead", Thread.currentThread(), e);
            run();
        }
    }

    private void run() {
        do {
            runner = Thread.currentThread();
            batches.remove().forEach(Completions::guarded);
            runner = null;
        } while (waiting.decrementAndGet() > 0);
    }

    /** Whether this thread is inside a completion, so that waiting here for completions would wait for ever. */
    boolean onThisThread() {
        return runner == Thread.currentThread();
    }

    private static void guarded(Runnable completion) {
        try {
            completion.run();
        } catch (Throwable e) {
            LOG.error("a completion threw", e);
        }
    }
}
