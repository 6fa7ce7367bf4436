package dev.millrace.replay;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The calls that a replay makes, in its own terms. */
final class StreamReads {
    private final KinesisAsyncClient kinesis;
    private final String stream;
    private final boolean byArn;

    StreamReads(KinesisAsyncClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.byArn = stream.startsWith("arn:");
    }

    /** The shards that were open at that time or since. */
    CompletableFuture<List<ShardLink>> shardsSince(Instant time) {
        ListShardsRequest.Builder first = ListShardsRequest.builder()
                .shardFilter(
                        filter -> filter.type(ShardFilterType.FROM_TIMESTAMP).timestamp(time));
        return shards(new ArrayList<>(), (byArn ? first.streamARN(stream) : first.streamName(stream)).build());
    }

    private CompletableFuture<List<ShardLink>> shards(List<ShardLink> found, ListShardsRequest request) {
        return kinesis.listShards(request).thenCompose(page -> {
            page.shards().forEach(shard -> found.add(link(shard)));
            return page.nextToken() == null
                    ? CompletableFuture.completedFuture(found)
                    : shards(found, moreAfter(page.nextToken()));
        });
    }

    /** By the token alone: the service refuses a stream's name beside it. */
    private ListShardsRequest moreAfter(String token) {
        ListShardsRequest.Builder next = ListShardsRequest.builder().nextToken(token);
        return (byArn ? next.streamARN(stream) : next).build();
    }

    private static ShardLink link(Shard shard) {
        return new ShardLink(
                shard.shardId(),
                Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                        .filter(id -> id != null)
                        .toList());
    }

    CompletableFuture<String> iterator(String shardId, Cursor cursor) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().shardId(shardId);
        if (byArn) {
            request.streamARN(stream);
        } else {
            request.streamName(stream);
        }
        return kinesis.getShardIterator(from(request, cursor).build())
                .thenApply(GetShardIteratorResponse::shardIterator);
    }

    private static GetShardIteratorRequest.Builder from(GetShardIteratorRequest.Builder request, Cursor cursor) {
        if (cursor instanceof Cursor.AtTime from) {
            return request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(from.time());
        } else if (cursor instanceof Cursor.At at) {
            return request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .startingSequenceNumber(at.sequenceNumber().digits());
        } else if (cursor instanceof Cursor.After after) {
            return request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .startingSequenceNumber(after.sequenceNumber().digits());
        }
        return request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    }

    CompletableFuture<Page> read(String shardId, String iterator) {
        return kinesis.getRecords(request -> {
                    request.shardIterator(iterator);
                    if (byArn) {
                        request.streamARN(stream);
                    }
                })
                .thenApply(answer -> page(shardId, answer));
    }

    private static Page page(String shardId, GetRecordsResponse answer) {
        List<StreamRecord> records = new ArrayList<>(answer.records().size());
        long bytes = 0;
        for (Record record : answer.records()) {
            StreamRecord found = record(shardId, record);
            records.add(found);
            bytes += found.userRecord().dataLength() + found.partitionKey().length();
        }
        boolean caughtUp = answer.millisBehindLatest() != null && answer.millisBehindLatest() == 0;
        return new Page(records, bytes, answer.nextShardIterator(), caughtUp, children(answer.childShards()));
    }

    private static StreamRecord record(String shardId, Record record) {
        return StreamRecord.of(
                shardId,
                new SequenceNumber(record.sequenceNumber()),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                record.data().asByteBuffer());
    }

    private static List<ShardLink> children(List<ChildShard> children) {
        return children.stream()
                .map(child -> new ShardLink(child.shardId(), List.copyOf(child.parentShards())))
                .toList();
    }
}
