package dev.millrace.replay;

import dev.millrace.record.AggregateBuilder;
import dev.millrace.record.HashKey;
import dev.millrace.record.HashRange;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.Shard;
import dev.millrace.record.ShardMap;
import dev.millrace.record.UserRecord;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** A stream's past, made by chance from a seed: puts, plain and aggregated, splits and merges, and time going by. */
final class History {
    /** A user record that was put; its data is {@code number}. */
    record Put(int number, String key, Instant arrived) {}

    private static final int KEYS = 20;

    private final KinesisAsyncClient kinesis;
    private final String stream;
    private final TurnedClock clock;
    private final Random random;
    private final List<Put> puts = new ArrayList<>();

    History(KinesisAsyncClient kinesis, String stream, int shards, TurnedClock clock, Random random) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.clock = clock;
        this.random = random;
        kinesis.createStream(request -> request.streamName(stream).shardCount(shards))
                .join();
    }

    List<Put> puts() {
        return puts;
    }

    void happen(int steps) {
        for (int step = 0; step < steps; step++) {
            clock.turn(Duration.ofMillis(random.nextInt(3_000)));
            switch (random.nextInt(6)) {
                case 0 -> split();
                case 1 -> merge();
                default -> put(1 + random.nextInt(15));
            }
        }
    }

    void put(int count) {
        ShardMap map = ShardMap.of(open());
        Map<String, AggregateBuilder> aggregates = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            UserRecord record = UserRecord.of("key-" + random.nextInt(KEYS), String.valueOf(puts.size()));
            puts.add(new Put(puts.size(), record.partitionKey(), clock.instant()));
            String shard = map.shardOf(record.hashKey()).shardId();
            aggregates.computeIfAbsent(shard, id -> new AggregateBuilder()).add(record);
        }
        aggregates.values().forEach(aggregate -> send(aggregate.build()));
        clock.turn(Duration.ofMillis(1));
    }

    private void send(OutgoingRecord record) {
        kinesis.putRecord(request -> request.streamName(stream)
                        .partitionKey(record.partitionKey())
                        .explicitHashKey(
                                record.explicitHashKey() == null
                                        ? null
                                        : record.explicitHashKey().toString())
                        .data(SdkBytes.fromByteBuffer(record.data())))
                .join();
    }

    private void split() {
        List<Shard> open = open();
        Shard shard = open.get(random.nextInt(open.size()));
        BigInteger middle = new BigInteger(shard.hashRange().start().toString())
                .add(new BigInteger(shard.hashRange().end().toString()))
                .shiftRight(1);
        kinesis.splitShard(request ->
                        request.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()))
                .join();
    }

    private void merge() {
        List<Shard> open = ShardMap.of(open()).shards();
        if (open.size() > 1) {
            int left = random.nextInt(open.size() - 1);
            kinesis.mergeShards(request -> request.streamName(stream)
                            .shardToMerge(open.get(left).shardId())
                            .adjacentShardToMerge(open.get(left + 1).shardId()))
                    .join();
        }
    }

    private List<Shard> open() {
        return kinesis.listShards(request -> request.streamName(stream).maxResults(10_000)).join().shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .map(shard -> new Shard(
                        shard.shardId(),
                        new HashRange(
                                HashKey.parse(shard.hashKeyRange().startingHashKey()),
                                HashKey.parse(shard.hashKeyRange().endingHashKey()))))
                .toList();
    }
}
