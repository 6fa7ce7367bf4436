package dev.millrace.local.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private static final int MOST_DOUBLINGS = 7;

    private final MappingParts parts;
    private final String shardId;
    private final Runnable done;
    private final Deque<Chunk> chunks = new ArrayDeque<>();

    /**
     * Records that are sent together.
     *
     * @param failures how often exactly these failed: what the retries are counted by
     * @param sent how often they, or a batch they were part of, were sent
     */
    private record Chunk(List<SourceRecord> records, int failures, int sent) {
        Chunk from(int index) {
            return new Chunk(records.subList(index, records.size()), 0, sent);
        }

        Chunk part(int from, int to) {
            return new Chunk(records.subList(from, to), failures, sent);
        }
    }

    private Delivery(MappingParts parts, String shardId, Runnable done) {
        this.parts = parts;
        this.shardId = shardId;
        this.done = done;
    }

    /** Sends the batch; {@code done} runs when nothing of it is left. */
    static void start(MappingParts parts, String shardId, List<SourceRecord> batch, Runnable done) {
        Delivery delivery = new Delivery(parts, shardId, done);
        delivery.chunks.push(new Chunk(batch, 0, 0));
        delivery.next();
    }

    private void next() {
        Chunk chunk = chunks.poll();
        if (chunk == null) {
            done.run();
        } else {
            send(withoutExpired(chunk));
        }
    }

    private Chunk withoutExpired(Chunk chunk) {
        Duration limit = parts.settings().maximumRecordAge();
        if (limit.isNegative()) {
            return chunk;
        }
        int expired = 0;
        while (expired < chunk.records().size()
                && chunk.records()
                        .get(expired)
                        .arrival()
                        .plus(limit)
                        .isBefore(parts.loop().now())) {
            expired++;
        }
        if (expired > 0) {
            giveUp(chunk.part(0, expired), "RecordAgeExceeded");
        }
        return chunk.part(expired, chunk.records().size());
    }

    private void send(Chunk chunk) {
        if (chunk.records().isEmpty()) {
            next();
            return;
        }
        parts.tally().invoked();
        Chunk sent = new Chunk(chunk.records(), chunk.failures(), chunk.sent() + 1);
        parts.function()
                .invoke(parts.events().write(shardId, sent.records()))
                .whenCompleteAsync((response, error) -> answered(sent, response, error), parts.loop());
    }

    private void answered(Chunk chunk, byte @Nullable [] response, @Nullable Throwable error) {
        int handled = error == null && response != null ? handled(chunk, response) : 0;
        parts.tally().handled(handled);
        if (handled == chunk.records().size()) {
            next();
            return;
        }
        parts.tally().failed();
        if (error != null) {
            LOG.warn(
                    "{} failed on {} records of {}: {}",
                    parts.function().name(),
                    chunk.records().size(),
                    shardId,
                    Errors.cause(error).toString());
        }
        if (handled > 0) {
            chunks.push(chunk.from(handled));
            later(1);
        } else {
            failed(chunk);
        }
    }

    private int handled(Chunk chunk, byte[] response) {
        if (!parts.settings().reportBatchItemFailures()) {
            return chunk.records().size();
        }
        return BatchAnswer.handled(response, chunk.records());
    }

    private void failed(Chunk chunk) {
        int size = chunk.records().size();
        if (parts.settings().bisectBatchOnFunctionError() && size > 1) {
            chunks.push(chunk.part(size / 2, size));
            chunks.push(chunk.part(0, size / 2));
            later(1);
            return;
        }
        int failures = chunk.failures() + 1;
        int retries = parts.settings().maximumRetryAttempts();
        if (retries == MappingSettings.UNLIMITED || failures <= retries) {
            chunks.push(new Chunk(chunk.records(), failures, chunk.sent()));
            later(failures);
        } else {
            giveUp(chunk, "RetryAttemptsExhausted");
            next();
        }
    }

    private void later(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        parts.loop().schedule(this::next, wait);
    }

    private void giveUp(Chunk chunk, String condition) {
        parts.tally().discarded(chunk.records().size());
        LOG.warn("{} records of {} given up: {}", chunk.records().size(), shardId, condition);
    }
}
