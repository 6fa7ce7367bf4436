package dev.millrace.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.checkpoint.Checkpoint;
import software.amazon.kinesis.checkpoint.ShardRecordProcessorCheckpointer;
import software.amazon.kinesis.exceptions.KinesisClientLibException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseStatsRecorder;
import software.amazon.kinesis.leases.ShardInfo;
import software.amazon.kinesis.lifecycle.ProcessTask;
import software.amazon.kinesis.lifecycle.TaskResult;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.Checkpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.ThrottlingReporter;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** One lease of one shard as KCL runs it: its own process task, filter and checkpointer over a lease row kept in memory. */
final class KclLease implements Checkpointer {
    final List<String> written = new ArrayList<>();
    final Lease lease = new Lease();
    private final UUID token = UUID.randomUUID();
    private final ShardInfo shard;
    private final ShardRecordProcessorCheckpointer checkpointer;
    private final ShardRecordProcessor processor;
    private @Nullable RuntimeException outage;
    private Runnable onWrite = () -> {};
    private volatile boolean lost;
    private String operation = "";

    KclLease(Shards shards, ExtendedSequenceNumber checkpoint) {
        lease.leaseKey(Records.SHARD);
        lease.concurrencyToken(token);
        lease.checkpoint(checkpoint);
        shard = new ShardInfo(Records.SHARD, token.toString(), List.of(), checkpoint);
        checkpointer = new ShardRecordProcessorCheckpointer(shard, this);
        checkpointer.setInitialCheckpointValue(checkpoint);
        shards.leases(shardId -> lost ? null : lease);
        processor = shards.shardRecordProcessor();
        processor.initialize(InitializationInput.builder()
                .shardId(Records.SHARD)
                .extendedSequenceNumber(checkpoint)
                .build());
    }

    TaskResult process(KinesisClientRecord... records) {
        return task(false, records).call();
    }

    CompletableFuture<TaskResult> processElsewhere(KinesisClientRecord... records) {
        return CompletableFuture.supplyAsync(task(false, records)::call);
    }

    TaskResult processLast(KinesisClientRecord... records) {
        return task(true, records).call();
    }

    private ProcessTask task(boolean atShardEnd, KinesisClientRecord... records) {
        return new ProcessTask(
                shard,
                processor,
                checkpointer,
                1,
                true,
                null,
                new ThrottlingReporter(5, Records.SHARD),
                ProcessRecordsInput.builder()
                        .records(List.of(records))
                        .isAtShardEnd(atShardEnd)
                        .build(),
                false,
                0,
                new RawRecords(),
                new NullMetricsFactory(),
                null,
                new LeaseStatsRecorder(1_000L, System::currentTimeMillis));
    }

    /** As KCL's shutdown task does at the end of a shard. */
    void shardEnded() {
        checkpointer.sequenceNumberAtShardEnd(checkpointer.largestPermittedCheckpointValue());
        checkpointer.largestPermittedCheckpointValue(ExtendedSequenceNumber.SHARD_END);
        processor.shardEnded(
                ShardEndedInput.builder().checkpointer(checkpointer).build());
    }

    void shutdownRequested() {
        processor.shutdownRequested(
                ShutdownRequestedInput.builder().checkpointer(checkpointer).build());
    }

    void leaseLost() {
        processor.leaseLost(LeaseLostInput.builder().build());
    }

    /** Another worker took it; KCL has not told the processor yet. */
    void lose() {
        lost = true;
    }

    void outage(@Nullable RuntimeException failure) {
        outage = failure;
    }

    /** Runs on the thread that writes a checkpoint, before what the write comes to is decided. */
    void onWrite(Runnable before) {
        onWrite = before;
    }

    @Override
    public void setCheckpoint(String leaseKey, ExtendedSequenceNumber checkpoint, String concurrencyToken)
            throws KinesisClientLibException {
        onWrite.run();
        if (lost) {
            throw new ShutdownException("lost");
        }
        if (outage != null) {
            throw outage;
        }
        written.add(
                checkpoint.isSentinelCheckpoint()
                        ? checkpoint.sequenceNumber()
                        : checkpoint.sequenceNumber() + ":" + checkpoint.subSequenceNumber());
    }

    @Override
    public ExtendedSequenceNumber getCheckpoint(String leaseKey) {
        return lease.checkpoint();
    }

    @Override
    public Checkpoint getCheckpointObject(String leaseKey) {
        return new Checkpoint(lease.checkpoint(), null, null);
    }

    @Override
    public void prepareCheckpoint(String leaseKey, ExtendedSequenceNumber pending, String concurrencyToken) {}

    @Override
    public void prepareCheckpoint(
            String leaseKey, ExtendedSequenceNumber pending, String concurrencyToken, byte[] state) {}

    @Override
    public void operation(String name) {
        operation = name;
    }

    @Override
    public String operation() {
        return operation;
    }
}
