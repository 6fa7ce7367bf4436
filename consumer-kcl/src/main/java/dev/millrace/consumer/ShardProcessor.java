package dev.millrace.consumer;

import dev.millrace.record.Deaggregator;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;
import dev.millrace.record.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * Ties KCL's calls for one lease to a {@link ShardRun}. KCL makes them one after another and waits for each, so blocking here is
 * what holds its reading back. KCL skips a batch whose processing throws and dies of an Error, hence nothing is thrown: a shard
 * that cannot go on takes nothing more.
 */
final class ShardProcessor implements ShardRecordProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ShardProcessor.class);

    private final Shards shards;
    private @Nullable Session session;

    ShardProcessor(Shards shards) {
        this.shards = shards;
    }

    /** One shard under one lease. */
    record Session(String shardId, @Nullable UUID leaseToken, ShardRun run, Commits commits) {
        void commit() {
            if (!commits.commit(run.reached())) {
                run.stop();
            }
        }

        /** Completes when the last handler that runs has returned. */
        CompletableFuture<Void> stop() {
            CompletableFuture<Void> idle = run.stop();
            commits.close();
            return idle;
        }

        /** KCL tells of a lost lease only once the running call has returned: a blocked one must learn of it here. */
        void observe(@Nullable Lease lease) {
            if (lease == null || !Objects.equals(lease.concurrencyToken(), leaseToken)) {
                stop();
            } else if (lease.shutdownRequested()) {
                run.drain();
            }
        }
    }

    @Override
    public void initialize(InitializationInput input) {
        session = shards.open(input.shardId(), checkpoint(input.extendedSequenceNumber()));
    }

    private static @Nullable StreamPosition checkpoint(ExtendedSequenceNumber number) {
        return number.isSentinelCheckpoint()
                ? null
                : new StreamPosition(new SequenceNumber(number.sequenceNumber()), number.subSequenceNumber());
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        Session current = session();
        current.commits.through(input.checkpointer());
        try {
            for (KinesisClientRecord record : input.records()) {
                if (!acceptAll(current, record)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            current.run.drain();
        } catch (Throwable e) {
            LOG.error("Shard {}: takes no more records until its lease is taken anew", current.shardId, e);
            current.run.fail(e);
        }
    }

    private static boolean acceptAll(Session current, KinesisClientRecord record)
            throws InterruptedException, ExecutionException {
        for (StreamRecord found : Deaggregator.deaggregate(streamRecord(current.shardId, record))) {
            if (!current.run.accept(found).get()) {
                return false;
            }
        }
        return true;
    }

    private static StreamRecord streamRecord(String shardId, KinesisClientRecord record) {
        return StreamRecord.of(
                shardId,
                new SequenceNumber(record.sequenceNumber()),
                Objects.requireNonNullElse(record.approximateArrivalTimestamp(), Instant.EPOCH),
                record.partitionKey(),
                record.data());
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        if (session != null) {
            shards.close(session);
        }
    }

    /** Returns only when all is done and written: then the child shards may start. KCL asks again if this throws. */
    @Override
    public void shardEnded(ShardEndedInput input) {
        Session current = session();
        current.commits.through(input.checkpointer());
        if (!await(current.run.end())) {
            throw new IllegalStateException(
                    "shard " + current.shardId + " has ended, but not all its records are done");
        }
        try {
            current.commits.commitShardEnd(input.checkpointer());
        } catch (Exception e) {
            throw new IllegalStateException("the end of shard " + current.shardId + " was not written", e);
        }
        shards.close(current);
    }

    private static boolean await(Future<Boolean> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last call under this lease: what is not done when it returns comes again elsewhere. */
    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        Session current = session();
        current.commits.through(input.checkpointer());
        awaitAtMost(shards.handoffLimit(), current.run.drain());
        current.commit();
        current.stop();
    }

    static boolean awaitAtMost(Duration limit, Future<?> done) {
        try {
            done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Session session() {
        return Objects.requireNonNull(session, "KCL initializes a processor before it uses it");
    }
}
