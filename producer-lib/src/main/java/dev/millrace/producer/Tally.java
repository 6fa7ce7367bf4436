package dev.millrace.producer;

import dev.millrace.record.Shard;
import dev.millrace.record.ShardMap;
import dev.millrace.record.UserRecord;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens, and tells the listener. Written by the loop, read by anyone. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private final ProducerListener listener;
    private final LongAdder userRecordsPut = new LongAdder();
    private final LongAdder userRecordsFailed = new LongAdder();
    private final LongAdder kinesisRecordsPut = new LongAdder();
    private final LongAdder bytesPut = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile int openShards;

    Tally(ProducerListener listener) {
        this.listener = listener;
    }

    void request(Request request, long roundTripNanos, @Nullable Throwable error) {
        requests.increment();
        tell(() -> listener.onRequest(
                request.batches().size(), request.userRecords(), request.bytes(), roundTripNanos, error));
    }

    void put(Batch batch, String shardId, int attempts, long bufferedNanos) {
        userRecordsPut.add(batch.records.size());
        kinesisRecordsPut.increment();
        bytesPut.add(batch.bytes);
        tell(() -> listener.onPut(shardId, batch.records.size(), batch.bytes, bufferedNanos, attempts));
    }

    void refused(Batch batch, Failures.Kind kind, String errorCode) {
        (kind == Failures.Kind.THROTTLED ? throttled : refused).increment();
        tell(() -> listener.onRefused(batch.lane.shard().shardId(), batch.records.size(), errorCode));
    }

    void failed(UserRecord record, ProducerException reason) {
        userRecordsFailed.increment();
        tell(() -> listener.onFailed(record, reason));
    }

    void shards(ShardMap map) {
        openShards = map.shards().size();
        tell(() -> listener.onShards(map.shards().stream().map(Shard::shardId).toList()));
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) {
            LOG.error("the producer's listener threw", e);
        }
    }

    ProducerStats stats(MemoryBudget budget) {
        return new ProducerStats(
                userRecordsPut.sum(),
                userRecordsFailed.sum(),
                budget.usedRecords(),
                budget.usedBytes(),
                kinesisRecordsPut.sum(),
                bytesPut.sum(),
                requests.sum(),
                throttled.sum(),
                refused.sum(),
                openShards);
    }
}
