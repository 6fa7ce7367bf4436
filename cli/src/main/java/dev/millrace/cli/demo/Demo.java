package dev.millrace.cli.demo;

import dev.millrace.producer.Producer;
import dev.millrace.record.UserRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The demo's way: put every line, let the consumer and the function handle them, replay from the middle, compare. The stack is its
 * caller's. One thread's.
 */
public final class Demo {
    private static final Duration TICK = Duration.ofMillis(20);
    /** What arrives beyond the input comes late, if it comes: a moment's silence is part of the count. */
    private static final Duration SETTLE = Duration.ofMillis(500);
    /** After so long without progress the demo stops waiting, and reports what there is. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private final DemoStack stack;
    private final LineBook book;
    private final Screen screen;

    /** A demo of these lines. */
    public Demo(DemoStack stack, List<UserRecord> lines, Screen screen) {
        this.stack = stack;
        this.book = new LineBook(lines);
        this.screen = screen;
    }

    /** Where the demo tells how it goes. */
    public interface Screen {
        /** How far it is; asked for only where it is shown. */
        void progress(Supplier<String> line);

        /** Something to know. */
        void say(String line);
    }

    /** How far everything is, in numbers that only grow. */
    private record Counts(int read, int put, int consumed, int byLambda) {
        /** Enough arrived that it may be all; copies count as well. */
        boolean haveAll() {
            return consumed >= put && byLambda >= put;
        }

        String line(int lines) {
            return String.format(
                    Locale.ROOT, "put %,d of %,d, consumer %,d, Lambda %,d", put, lines, consumed, byLambda);
        }
    }

    /** Where to look for the counts. */
    private interface Look {
        Counts now() throws IOException;
    }

    /** When to go on. */
    private interface Goal {
        boolean reached(Counts counts) throws IOException;
    }

    /**
     * Runs it.
     *
     * @param beforeLine is run before each line is put, with its number: where a test reshards
     */
    public DemoReport run(IntConsumer beforeLine) throws IOException, InterruptedException {
        long started = System.nanoTime();
        stack.createStream();
        try (ConsumerSide consumer = new ConsumerSide(stack);
                LambdaSide lambda = new LambdaSide(stack, screen::say);
                Producer producer = Producer.builder(DemoStack.STREAM)
                        .client(stack.kinesis())
                        .build()) {
            Putting putting = new Putting(book, producer, stack.shards());
            Look look = () -> new Counts(
                    consumer.shards(),
                    putting.acknowledged(),
                    consumer.count(),
                    lambda.arrivals().size());
            await(look, counts -> counts.read() >= stack.shards());
            putting.run(beforeLine.andThen(number -> show(look)));
            sayWhatFailed(putting);
            await(
                    look,
                    counts -> counts.haveAll() && book.isWhole(consumer.arrivals()) && book.isWhole(lambda.arrivals()));
            pause(SETTLE);
            consumer.drain();
            screen.say(look.now().line(book.size()));
            return new Verdict(stack, book, consumer, lambda.arrivals()).report(started);
        }
    }

    private void sayWhatFailed(Putting putting) {
        Throwable failure = putting.failure();
        if (failure != null) {
            screen.say((book.size() - putting.acknowledged()) + " lines were not put, the first because "
                    + failure.getMessage());
        }
    }

    private void await(Look look, Goal goal) throws IOException, InterruptedException {
        Counts last = look.now();
        long movedAt = System.nanoTime();
        while (!goal.reached(last) && System.nanoTime() - movedAt < STALL.toNanos()) {
            pause(TICK);
            Counts now = show(look);
            movedAt = now.equals(last) ? movedAt : System.nanoTime();
            last = now;
        }
    }

    private static void pause(Duration duration) throws InterruptedException {
        LockSupport.parkNanos(duration.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private Counts show(Look look) {
        try {
            Counts now = look.now();
            screen.progress(() -> now.line(book.size()));
            return now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
