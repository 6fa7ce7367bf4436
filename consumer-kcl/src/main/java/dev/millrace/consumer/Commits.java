package dev.millrace.consumer;

import dev.millrace.record.StreamPosition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * Writes one shard's progress to its lease. A write takes a call to DynamoDB and holds the lock meanwhile, so that no two overtake
 * each other.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final String shardId;
    private final Consumer<String> published;
    private @Nullable RecordProcessorCheckpointer checkpointer;
    private @Nullable StreamPosition committed;
    private volatile boolean closed;

    /**
     * @param committed what the lease holds by now
     * @param published is told every checkpoint that was written, in words
     */
    Commits(String shardId, @Nullable StreamPosition committed, Consumer<String> published) {
        this.shardId = shardId;
        this.committed = committed;
        this.published = published;
    }

    synchronized void through(RecordProcessorCheckpointer kclCheckpointer) {
        checkpointer = kclCheckpointer;
    }

    /**
     * Writes this position where it is news. What fails for want of DynamoDB is left to the next call.
     *
     * @return false once nothing can be written any more, since the lease is lost
     */
    synchronized boolean commit(@Nullable StreamPosition reached) {
        if (closed || checkpointer == null || reached == null || reached.equals(committed)) {
            return !closed;
        }
        try {
            checkpointer.checkpoint(reached.sequenceNumber().digits(), reached.subSequenceNumber());
            committed = reached;
            published.accept(reached.toString());
        } catch (ShutdownException e) {
            LOG.info("Shard {}: its lease is lost; the checkpoint stays at {}", shardId, committed);
            closed = true;
        } catch (InvalidStateException | RuntimeException e) {
            LOG.warn("Shard {}: checkpoint {} was not written and will be tried again", shardId, reached, e);
        }
        return !closed;
    }

    /** Writes that the shard is done with for ever, so that its children may start. */
    synchronized void commitShardEnd(RecordProcessorCheckpointer kclCheckpointer)
            throws InvalidStateException, ShutdownException {
        kclCheckpointer.checkpoint();
        closed = true;
        published.accept("SHARD_END");
    }

    /** No write starts from now on. One under way is not waited for: KCL's condition on the lease turns it away if that is lost. */
    void close() {
        closed = true;
    }
}
