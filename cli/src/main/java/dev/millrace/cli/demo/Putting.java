package dev.millrace.cli.demo;

import dev.millrace.producer.Producer;
import dev.millrace.producer.PutResult;
import dev.millrace.record.KinesisLimits;
import dev.millrace.record.UserRecord;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lines at a steady pace below what the stream takes, and over two seconds at least, as a service would: at full speed the
 * latency would tell nothing but the length of the queue, and a run has to have a middle to replay from.
 */
final class Putting {
    private static final double SHARE_OF_LIMIT = 0.6;
    private static final double LEAST_SECONDS = 2;

    private final LineBook book;
    private final Producer producer;
    private final double nanosPerByte;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Putting(LineBook book, Producer producer, int shards) {
        this.book = book;
        this.producer = producer;
        this.nanosPerByte = 1e9
                * Math.max(
                        1 / (SHARE_OF_LIMIT * KinesisLimits.SHARD_WRITE_BYTES * shards),
                        LEAST_SECONDS / Math.max(1, book.bytes()));
    }

    /**
     * Puts all lines and returns when each is acknowledged or has failed.
     *
     * @param each is run before each line, with its number
     */
    void run(IntConsumer each) {
        long started = System.nanoTime();
        long bytes = 0;
        for (int number = 0; number < book.size(); number++) {
            UserRecord line = book.line(number);
            each.accept(number);
            LockSupport.parkNanos(started + (long) (bytes * nanosPerByte) - System.nanoTime());
            put(number, line);
            bytes += line.dataLength();
        }
        producer.flush().join();
    }

    private void put(int number, UserRecord line) {
        book.put(number, System.nanoTime());
        producer.put(line).whenComplete((result, e) -> ended(number, result, e));
    }

    private void ended(int number, @Nullable PutResult result, @Nullable Throwable e) {
        if (result != null) {
            book.acknowledged(number, result.shardId(), result.position());
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, e);
        }
    }

    /** Why the first line failed that was not acknowledged; null if none was. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    int acknowledged() {
        return acknowledged.get();
    }
}
