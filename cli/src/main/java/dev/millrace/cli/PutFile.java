package dev.millrace.cli;

import dev.millrace.producer.Producer;
import dev.millrace.producer.ProducerException;
import dev.millrace.producer.ProducerSettings;
import dev.millrace.producer.ProducerStats;
import dev.millrace.record.UserRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Puts a file's lines through the producer. A line that fails is counted and the others go on. */
final class PutFile {
    /** What waits in memory must be able to drain at one shard's 1 MB/s well within the delivery timeout. */
    private static final int MEMORY_BYTES = 16 * 1024 * 1024;

    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Session session;
    private final String stream;
    private final Path file;
    private final Progress progress;
    private final long startedAt = System.nanoTime();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();

    PutFile(Session session, String stream, Path file) {
        this.session = session;
        this.stream = stream;
        this.file = file;
        this.progress = new Progress(session.terminal());
    }

    int run() throws IOException, InterruptedException {
        try (LineRecords lines = LineRecords.open(file);
                KinesisAsyncClient kinesis = session.aws().kinesis();
                Producer producer = producer(kinesis)) {
            while (putNext(lines, producer)) {
                progress.show(this::state);
            }
            await(producer.flush());
            return verdict(lines.number(), producer.stats());
        }
    }

    private Producer producer(KinesisAsyncClient kinesis) throws InterruptedException {
        ProducerSettings settings = ProducerSettings.builder()
                .recordBytes(recordBytes(kinesis))
                .memoryBytes(MEMORY_BYTES)
                .maxBlock(FOR_EVER)
                .deliveryTimeout(DELIVERY_TIMEOUT)
                .build();
        return Producer.builder(stream).client(kinesis).settings(settings).build();
    }

    /** The stream's record limit; asking for it also finds out at once whether there is such a stream. */
    private int recordBytes(KinesisAsyncClient kinesis) throws InterruptedException {
        Integer kibibytes = Session.await(kinesis.describeStreamSummary(ask -> ask.streamName(stream)))
                .streamDescriptionSummary()
                .maxRecordSizeInKiB();
        return (kibibytes == null ? 1024 : kibibytes) * 1024;
    }

    /** Whether there was a further line. */
    private boolean putNext(LineRecords lines, Producer producer) throws IOException {
        try {
            UserRecord record = lines.next();
            if (record == null) {
                return false;
            }
            long number = lines.number();
            var unused = producer.put(record).whenComplete((result, failure) -> completed(number, failure));
        } catch (UserError e) {
            fail(String.valueOf(e.getMessage()));
        } catch (ProducerException e) {
            fail("line " + lines.number() + ": " + e.getMessage());
        }
        return true;
    }

    private void completed(long number, @Nullable Throwable failure) {
        if (failure == null) {
            acknowledged.incrementAndGet();
        } else {
            fail("line " + number + ": " + failure.getMessage());
        }
    }

    private void fail(String why) {
        failed.incrementAndGet();
        firstFailure.compareAndSet(null, why);
    }

    private void await(CompletableFuture<Void> flushed) throws InterruptedException {
        while (!flushed.isDone()) {
            try {
                flushed.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                progress.show(this::state);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private String state() {
        return String.format(Locale.ROOT, "%,d lines acknowledged, %,d failed", acknowledged.get(), failed.get());
    }

    private int verdict(long lines, ProducerStats stats) {
        if (lines == 0) {
            throw new UserError(file + " is empty: there is nothing to put.");
        }
        progress.end(String.format(
                Locale.ROOT,
                "Put %,d of %,d lines as %,d Kinesis records in %.1f s.",
                acknowledged.get(),
                lines,
                stats.kinesisRecordsPut(),
                (System.nanoTime() - startedAt) / 1e9));
        if (failed.get() > 0) {
            throw new UserError(String.format(Locale.ROOT, "%,d lines were not acknowledged; first ", failed.get())
                    + firstFailure.get());
        }
        return 0;
    }
}
