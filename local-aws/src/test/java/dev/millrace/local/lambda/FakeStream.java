package dev.millrace.local.lambda;

import dev.millrace.local.server.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A stream in memory. An iterator is a shard and an index: {@code shardId@7}. */
final class FakeStream implements StreamSource {
    private final Map<String, Shard> shards = new LinkedHashMap<>();
    private final List<AwsException> readErrors = new ArrayList<>();
    private int pageSize = 10_000;
    private long sequence = 1_000;
    int reads;

    private static final class Shard {
        final List<String> parents;
        final List<SourceRecord> records = new ArrayList<>();
        boolean closed;

        Shard(List<String> parents) {
            this.parents = parents;
        }
    }

    FakeStream shard(String id, String... parents) {
        shards.put(id, new Shard(List.of(parents)));
        List.of(parents).forEach(parent -> shards.get(parent).closed = true);
        return this;
    }

    void pageSize(int records) {
        pageSize = records;
    }

    /** The next read fails so. */
    void failRead(AwsException error) {
        readErrors.add(error);
    }

    String put(String shard, String key, String data, Instant arrival) {
        String number = String.valueOf(sequence++);
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        shards.get(shard).records.add(new SourceRecord(number, key, bytes, arrival));
        return number;
    }

    String put(String shard, String data) {
        return put(shard, "key", data, ManualLoop.START);
    }

    @Override
    public CompletionStage<List<SourceShard>> shards() {
        List<SourceShard> found = new ArrayList<>();
        shards.forEach((id, shard) -> found.add(new SourceShard(id, shard.parents, shard.closed)));
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<String> iterator(String shardId, StartingPosition from) {
        List<SourceRecord> records = shards.get(shardId).records;
        return switch (from.type()) {
            case "TRIM_HORIZON" -> iterator(shardId, 0);
            case "LATEST" -> iterator(shardId, records.size());
            default ->
                iterator(shardId, (int) records.stream()
                        .takeWhile(record -> record.arrival().isBefore(from.timestamp()))
                        .count());
        };
    }

    private static CompletionStage<String> iterator(String shardId, int index) {
        return CompletableFuture.completedFuture(shardId + "@" + index);
    }

    @Override
    public CompletionStage<String> iteratorAfter(String shardId, String sequenceNumber) {
        List<SourceRecord> records = shards.get(shardId).records;
        int index = 0;
        while (!records.get(index).sequenceNumber().equals(sequenceNumber)) {
            index++;
        }
        return iterator(shardId, index + 1);
    }

    @Override
    public CompletionStage<Page> read(String iterator) {
        reads++;
        if (!readErrors.isEmpty()) {
            return CompletableFuture.failedFuture(readErrors.remove(0));
        }
        String id = iterator.substring(0, iterator.indexOf('@'));
        int from = Integer.parseInt(iterator.substring(iterator.indexOf('@') + 1));
        Shard shard = shards.get(id);
        int to = Math.min(from + pageSize, shard.records.size());
        boolean behind = to < shard.records.size();
        @Nullable String next = shard.closed && !behind ? null : id + "@" + to;
        return CompletableFuture.completedFuture(new Page(List.copyOf(shard.records.subList(from, to)), next, behind));
    }
}
