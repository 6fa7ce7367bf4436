package dev.millrace.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Gathers records into batches and sends one at a time: a shard's, or with a parallelization factor those of some of its partition
 * keys. A batch is due when it is full by number or by Lambda's payload limit, when its window is over, or when the shard has ended.
 */
final class Lane {
    /** Lambda's limit of an invocation's payload is 6 MB; what frames the records is small. */
    private static final int PAYLOAD_BYTES = 6_291_456 - 1_024;

    private final MappingParts parts;
    private final String shardId;
    private final Runnable changed;
    private final Deque<SourceRecord> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private Instant windowEnd = Instant.MAX;
    private boolean sending;
    private boolean last;

    /** {@code changed} runs whenever a batch is done with. */
    Lane(MappingParts parts, String shardId, Runnable changed) {
        this.parts = parts;
        this.shardId = shardId;
        this.changed = changed;
    }

    void add(SourceRecord record) {
        if (waiting.isEmpty()) {
            openWindow();
        }
        waiting.add(record);
        waitingBytes += record.eventBytes();
    }

    int waiting() {
        return waiting.size();
    }

    boolean idle() {
        return waiting.isEmpty() && !sending;
    }

    /** No record follows those that wait. */
    void end() {
        last = true;
        pump();
    }

    /** Sends a batch if one is due. */
    void pump() {
        if (!sending && due()) {
            sending = true;
            Delivery.start(parts, shardId, take(), this::sent);
        }
    }

    private void sent() {
        sending = false;
        pump();
        changed.run();
    }

    private boolean due() {
        return !waiting.isEmpty() && (full() || last || !parts.loop().now().isBefore(windowEnd));
    }

    private boolean full() {
        return waiting.size() >= parts.settings().batchSize() || waitingBytes >= PAYLOAD_BYTES;
    }

    private List<SourceRecord> take() {
        List<SourceRecord> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < parts.settings().batchSize()) {
            bytes += waiting.element().eventBytes();
            if (bytes > PAYLOAD_BYTES && !batch.isEmpty()) {
                break;
            }
            waitingBytes -= waiting.element().eventBytes();
            batch.add(waiting.remove());
        }
        if (!waiting.isEmpty()) {
            openWindow();
        }
        return batch;
    }

    private void openWindow() {
        Duration window = parts.settings().batchingWindow();
        windowEnd = parts.loop().now().plus(window);
        if (!window.isZero()) {
            parts.loop().schedule(this::pump, window);
        }
    }
}
