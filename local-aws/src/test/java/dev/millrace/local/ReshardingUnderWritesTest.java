package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReshardingUnderWritesTest {
    private static final int WRITERS = 4;
    private static final int REQUESTS = 100;
    private static final int PER_REQUEST = 5;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void noRecordIsLostOrReorderedWithinItsKeyWhileShardsSplitAndMerge() {
        try (LocalAws aws = LocalAws.builder().limits(false).start()) {
            RawKinesis kinesis = new RawKinesis(aws.endpoint());
            kinesis.create("s", 2);
            List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> write(kinesis, "w" + writer)))
                    .toList();
            int reshards = 0;
            while (reshards < 5 || (reshards < 100 && !writers.stream().allMatch(CompletableFuture::isDone))) {
                reshards += reshard(kinesis);
            }
            writers.forEach(CompletableFuture::join);

            Map<String, List<Integer>> read = readByLineage(kinesis);

            List<Integer> all =
                    IntStream.range(0, REQUESTS * PER_REQUEST).boxed().toList();
            assertThat(read).as("seed %d", seed).hasSize(WRITERS);
            assertThat(read)
                    .as("seed %d", seed)
                    .allSatisfy((key, values) -> assertThat(values).isEqualTo(all));
        }
    }

    private static void write(RawKinesis kinesis, String key) {
        for (int request = 0; request < REQUESTS; request++) {
            StringBuilder records = new StringBuilder();
            for (int i = 0; i < PER_REQUEST; i++) {
                String data = RawKinesis.base64(Integer.toString(request * PER_REQUEST + i));
                records.append(i == 0 ? "" : ",")
                        .append("{\"PartitionKey\":\"%s\",\"Data\":\"%s\"}".formatted(key, data));
            }
            kinesis.call("PutRecords", "{\"StreamName\":\"s\",\"Records\":[%s]}".formatted(records));
        }
    }

    /** Splits a random open shard in the middle, or merges a random pair of neighbours; the count of what was done. */
    private int reshard(RawKinesis kinesis) {
        JsonNode open = kinesis.call("ListShards", "{\"StreamName\":\"s\",\"ShardFilter\":{\"Type\":\"AT_LATEST\"}}")
                .path("Shards");
        JsonNode shard = open.get(random.nextInt(open.size()));
        if (open.size() < 6) {
            return split(kinesis, shard);
        }
        for (JsonNode other : open) {
            if (start(other).equals(end(shard).add(BigInteger.ONE))) {
                return merge(kinesis, shard, other);
            }
        }
        return 0;
    }

    private static int split(RawKinesis kinesis, JsonNode shard) {
        BigInteger middle = start(shard).add(end(shard)).shiftRight(1);
        kinesis.call(
                "SplitShard",
                "{\"StreamName\":\"s\",\"ShardToSplit\":\"%s\",\"NewStartingHashKey\":\"%s\"}"
                        .formatted(shard.path("ShardId").asText(), middle));
        return 1;
    }

    private static int merge(RawKinesis kinesis, JsonNode lower, JsonNode upper) {
        kinesis.call(
                "MergeShards",
                "{\"StreamName\":\"s\",\"ShardToMerge\":\"%s\",\"AdjacentShardToMerge\":\"%s\"}"
                        .formatted(
                                lower.path("ShardId").asText(),
                                upper.path("ShardId").asText()));
        return 1;
    }

    /** Shards in the order of their ids, in which parents come before their children. */
    private static Map<String, List<Integer>> readByLineage(RawKinesis kinesis) {
        Map<String, List<Integer>> values = new HashMap<>();
        int shards = kinesis.call("ListShards", "{\"StreamName\":\"s\"}")
                .path("Shards")
                .size();
        for (int shard = 0; shard < shards; shard++) {
            JsonNode answer = kinesis.records(kinesis.iterator("s", shard, "TRIM_HORIZON"));
            List<String> texts = RawKinesis.texts(answer);
            for (int i = 0; i < texts.size(); i++) {
                String key = answer.path("Records").get(i).path("PartitionKey").asText();
                values.computeIfAbsent(key, k -> new ArrayList<>()).add(Integer.valueOf(texts.get(i)));
            }
        }
        return values;
    }

    private static BigInteger start(JsonNode shard) {
        return new BigInteger(shard.path("HashKeyRange").path("StartingHashKey").asText());
    }

    private static BigInteger end(JsonNode shard) {
        return new BigInteger(shard.path("HashKeyRange").path("EndingHashKey").asText());
    }
}
