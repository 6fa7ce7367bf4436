package dev.millrace.producer;

import dev.millrace.record.HashKey;
import dev.millrace.record.HashRange;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.SequenceNumber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Kinesis by the AWS SDK's client. */
final class KinesisService implements Service {
    private final KinesisAsyncClient client;
    private final @Nullable String name;
    private final @Nullable String arn;
    private final Duration timeout;

    KinesisService(KinesisAsyncClient client, String stream, Duration timeout) {
        boolean isArn = stream.startsWith("arn:");
        this.client = client;
        this.name = isArn ? null : stream;
        this.arn = isArn ? stream : null;
        this.timeout = timeout;
    }

    @Override
    public CompletableFuture<List<EntryResult>> putRecords(List<OutgoingRecord> entries) {
        PutRecordsRequest request = PutRecordsRequest.builder()
                .streamName(name)
                .streamARN(arn)
                .records(entries.stream().map(KinesisService::entry).toList())
                .overrideConfiguration(override -> override.apiCallTimeout(timeout))
                .build();
        return guarded(() -> client.putRecords(request)).thenApply(answer -> results(answer, entries.size()));
    }

    private static PutRecordsRequestEntry entry(OutgoingRecord record) {
        HashKey hashKey = record.explicitHashKey();
        return PutRecordsRequestEntry.builder()
                .partitionKey(record.partitionKey())
                .explicitHashKey(hashKey == null ? null : hashKey.toString())
                .data(bytes(record.data()))
                .build();
    }

    /** An aggregate's bytes are ours and go uncopied. */
    private static SdkBytes bytes(ByteBuffer data) {
        boolean whole = data.hasArray() && data.arrayOffset() == 0 && data.remaining() == data.array().length;
        return whole ? SdkBytes.fromByteArrayUnsafe(data.array()) : SdkBytes.fromByteBuffer(data);
    }

    private static List<EntryResult> results(PutRecordsResponse answer, int entries) {
        if (answer.records().size() != entries) {
            throw new IllegalStateException(
                    "PutRecords answered " + answer.records().size() + " results for " + entries + " entries");
        }
        return answer.records().stream().map(KinesisService::result).toList();
    }

    private static EntryResult result(PutRecordsResultEntry entry) {
        return entry.errorCode() != null
                ? new Refused(entry.errorCode(), String.valueOf(entry.errorMessage()))
                : new Landed(entry.shardId(), new SequenceNumber(entry.sequenceNumber()));
    }

    @Override
    public CompletableFuture<ShardListing> listShards() {
        return list(ListShardsRequest.builder().streamName(name).streamARN(arn), new ArrayList<>());
    }

    private CompletableFuture<ShardListing> list(ListShardsRequest.Builder page, List<Shard> found) {
        ListShardsRequest request = page.overrideConfiguration(override -> override.apiCallTimeout(timeout))
                .build();
        return guarded(() -> client.listShards(request)).thenCompose(answer -> next(answer, found));
    }

    private CompletableFuture<ShardListing> next(ListShardsResponse answer, List<Shard> found) {
        found.addAll(answer.shards());
        return answer.nextToken() == null
                ? CompletableFuture.completedFuture(listing(found))
                : list(ListShardsRequest.builder().nextToken(answer.nextToken()), found);
    }

    private static ShardListing listing(List<Shard> shards) {
        List<dev.millrace.record.Shard> open = new ArrayList<>();
        List<dev.millrace.record.Shard> closed = new ArrayList<>();
        for (Shard shard : shards) {
            boolean isOpen = shard.sequenceNumberRange().endingSequenceNumber() == null;
            (isOpen ? open : closed).add(ours(shard));
        }
        return ShardListing.of(open, closed);
    }

    private static dev.millrace.record.Shard ours(Shard shard) {
        HashRange range = new HashRange(
                HashKey.parse(shard.hashKeyRange().startingHashKey()),
                HashKey.parse(shard.hashKeyRange().endingHashKey()));
        return new dev.millrace.record.Shard(
                shard.shardId(), range, shard.parentShardId(), shard.adjacentParentShardId());
    }

    /** What the client throws comes as the future's exception, too. */
    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
