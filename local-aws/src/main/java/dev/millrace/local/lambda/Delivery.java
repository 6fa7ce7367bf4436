package dev.millrace.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch's way to the function until each of its records is handled or given up. What fails is tried again after a wait that
 * doubles; with bisection it is halved first. An answer that names a record past the first moves the batch on to that record, with
 * all its retries before it. Everything runs on the loop.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final int LARGEST_EVENT = 6_291_556;
    private static final int MOST_DOUBLINGS = 7;

    private final MappingParts parts;
    private final String shardId;
    private final Runnable done;
    private final Deque<Chunk> chunks = new ArrayDeque<>();

    private Delivery(MappingParts parts, String shardId, Runnable done) {
        this.parts = parts;
        this.shardId = shardId;
        this.done = done;
    }

    /** Sends the batch; {@code done} runs when nothing of it is left. */
    static void start(MappingParts parts, String shardId, List<SourceRecord> batch, Runnable done) {
        Delivery delivery = new Delivery(parts, shardId, done);
        delivery.chunks.push(new Chunk(batch, 0, 0, null));
        delivery.next();
    }

    private void next() {
        Chunk chunk = chunks.poll();
        if (chunk == null) {
            done.run();
            return;
        }
        int expired = expired(chunk);
        if (expired == 0) {
            send(chunk);
            return;
        }
        if (expired < chunk.size()) {
            chunks.push(chunk.part(expired, chunk.size()));
        }
        giveUp(chunk.part(0, expired), "RecordAgeExceeded");
    }

    private int expired(Chunk chunk) {
        Duration limit = parts.settings().maximumRecordAge();
        if (limit.isNegative()) {
            return 0;
        }
        Instant oldest = parts.loop().now().minus(limit);
        return (int) chunk.records().stream()
                .takeWhile(record -> record.arrival().isBefore(oldest))
                .count();
    }

    private void send(Chunk chunk) {
        parts.tally().invoked();
        invoke(parts.events().write(shardId, chunk.records()))
                .whenCompleteAsync(
                        (response, error) -> {
                            if (error == null) {
                                answered(chunk.sentWith(null), response);
                            } else {
                                threw(chunk.sentWith("Unhandled"), Errors.cause(error));
                            }
                        },
                        parts.loop());
    }

    private CompletionStage<byte[]> invoke(byte[] event) {
        if (event.length > LARGEST_EVENT) {
            return CompletableFuture.failedFuture(new FunctionErrorException(
                    "RequestEntityTooLargeException",
                    event.length + " byte payload is too large for the RequestResponse invocation type (limit "
                            + LARGEST_EVENT + " bytes)"));
        }
        try {
            return parts.function().invoke(event);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(Chunk chunk, byte[] response) {
        int handled = parts.settings().reportBatchItemFailures()
                ? BatchAnswer.handled(response, chunk.records())
                : chunk.size();
        parts.tally().handled(handled);
        if (handled == chunk.size()) {
            next();
            return;
        }
        parts.tally().failed();
        if (handled > 0) {
            chunks.push(chunk.from(handled));
            later(1);
        } else {
            failed(chunk);
        }
    }

    private void threw(Chunk chunk, Throwable error) {
        parts.tally().failed();
        LOG.warn("{} failed on {} records of {}: {}", parts.function().name(), chunk.size(), shardId, error.toString());
        failed(chunk);
    }

    private void failed(Chunk chunk) {
        if (parts.settings().bisectBatchOnFunctionError() && chunk.size() > 1) {
            chunks.push(chunk.part(chunk.size() / 2, chunk.size()));
            chunks.push(chunk.part(0, chunk.size() / 2));
            later(1);
            return;
        }
        Chunk again = chunk.failedAgain();
        int retries = parts.settings().maximumRetryAttempts();
        if (retries == MappingSettings.UNLIMITED || again.failures() <= retries) {
            chunks.push(again);
            later(again.failures());
        } else {
            giveUp(again, "RetryAttemptsExhausted");
        }
    }

    private void later(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        parts.loop().schedule(this::next, wait);
    }

    private void giveUp(Chunk chunk, String condition) {
        parts.tally().discarded(chunk.size());
        LOG.warn("{} records of {} are given up: {}", chunk.size(), shardId, condition);
        tell(FailureRecord.of(parts, shardId, chunk.records(), condition, chunk.sent(), chunk.error()))
                .whenCompleteAsync(
                        (told, error) -> {
                            if (error != null) {
                                LOG.error("Nobody could be told of the records given up", error);
                            }
                            next();
                        },
                        parts.loop());
    }

    private CompletionStage<?> tell(FailureRecord record) {
        try {
            return parts.settings().onFailure().tell(record);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
