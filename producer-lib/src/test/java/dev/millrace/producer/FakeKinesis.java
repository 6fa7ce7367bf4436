package dev.millrace.producer;

import dev.millrace.record.HashKey;
import dev.millrace.record.HashRange;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.Shard;
import dev.millrace.record.StreamRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A stream in memory whose every answer the test gives by hand. */
final class FakeKinesis implements Service {
    private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

    private final List<Shard> open = new ArrayList<>();
    private final List<Shard> closed = new ArrayList<>();
    private final Map<String, List<StreamRecord>> logs = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<CompletableFuture<ShardListing>> listings = new ArrayList<>();
    private int shards;
    private long sequence;
    private boolean ignoresKeys;

    FakeKinesis(int shardCount) {
        for (int i = 0; i < shardCount; i++) {
            BigInteger width = SPACE.divide(BigInteger.valueOf(shardCount));
            BigInteger start = width.multiply(BigInteger.valueOf(i));
            BigInteger end = i == shardCount - 1 ? SPACE : start.add(width);
            open(key(start), key(end.subtract(BigInteger.ONE)), null, null);
        }
    }

    /** A PutRecords request that waits for its answer. */
    final class Call {
        final List<OutgoingRecord> entries;
        final CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();

        Call(List<OutgoingRecord> entries) {
            this.entries = entries;
        }

        /** Writes every entry, and says so. */
        void land() {
            answer.complete(write());
        }

        /** Writes every entry; what the answer would have been. */
        List<EntryResult> write() {
            return entries.stream()
                    .map(entry -> (EntryResult) FakeKinesis.this.write(entry))
                    .toList();
        }

        void refuse(String errorCode) {
            answer.complete(entries.stream()
                    .map(entry -> (EntryResult) new Refused(errorCode, "as the test wished"))
                    .toList());
        }

        void fail(Throwable error) {
            answer.completeExceptionally(error);
        }
    }

    @Override
    public CompletableFuture<List<EntryResult>> putRecords(List<OutgoingRecord> entries) {
        Call call = new Call(entries);
        calls.add(call);
        return call.answer;
    }

    @Override
    public CompletableFuture<ShardListing> listShards() {
        CompletableFuture<ShardListing> listing = new CompletableFuture<>();
        listings.add(listing);
        return listing;
    }

    /** The one request that waits; from now on the test's. */
    Call onlyCall() {
        List<Call> taken = takeCalls();
        if (taken.size() != 1) {
            throw new AssertionError(taken.size() + " requests wait, not one");
        }
        return taken.get(0);
    }

    List<Call> takeCalls() {
        List<Call> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    int waitingListings() {
        return listings.size();
    }

    List<CompletableFuture<ShardListing>> takeListings() {
        List<CompletableFuture<ShardListing>> taken = List.copyOf(listings);
        listings.clear();
        return taken;
    }

    void answerListings() {
        takeListings().forEach(listing -> listing.complete(listing()));
    }

    void failListings(Throwable error) {
        takeListings().forEach(listing -> listing.completeExceptionally(error));
    }

    ShardListing listing() {
        return ShardListing.of(List.copyOf(open), List.copyOf(closed));
    }

    Landed write(OutgoingRecord entry) {
        HashKey explicit = entry.explicitHashKey();
        HashKey key = explicit != null ? explicit : HashKey.ofPartitionKey(entry.partitionKey());
        Shard shard = ignoresKeys ? open.get((int) (sequence % open.size())) : shardOf(key);
        SequenceNumber number = new SequenceNumber(String.valueOf(++sequence));
        logs.get(shard.shardId())
                .add(StreamRecord.of(shard.shardId(), number, Instant.EPOCH, entry.partitionKey(), entry.data()));
        return new Landed(shard.shardId(), number);
    }

    private Shard shardOf(HashKey key) {
        return open.stream()
                .filter(candidate -> candidate.hashRange().contains(key))
                .findFirst()
                .orElseThrow();
    }

    /** From now on records land on any shard. */
    void ignoreKeys() {
        ignoresKeys = true;
    }

    List<Shard> open() {
        return open;
    }

    /** The Kinesis records of every shard, open or closed, parents before children. */
    Map<String, List<StreamRecord>> logs() {
        return logs;
    }

    void split(Shard parent) {
        BigInteger start = number(parent.hashRange().start());
        BigInteger middle = start.add(number(parent.hashRange().end())).shiftRight(1);
        close(parent);
        open(parent.hashRange().start(), key(middle), parent.shardId(), null);
        open(key(middle.add(BigInteger.ONE)), parent.hashRange().end(), parent.shardId(), null);
    }

    /** Merges two neighbours, the lower one first. */
    void merge(Shard lower, Shard upper) {
        close(lower);
        close(upper);
        open(lower.hashRange().start(), upper.hashRange().end(), lower.shardId(), upper.shardId());
    }

    private void open(HashKey start, HashKey end, String parent, String adjacentParent) {
        String id = String.format("shardId-%012d", shards++);
        open.add(new Shard(id, new HashRange(start, end), parent, adjacentParent));
        logs.put(id, new ArrayList<>());
    }

    private void close(Shard shard) {
        open.remove(shard);
        closed.add(shard);
    }

    private static BigInteger number(HashKey key) {
        return new BigInteger(key.toString());
    }

    private static HashKey key(BigInteger number) {
        return HashKey.parse(number.toString());
    }
}
