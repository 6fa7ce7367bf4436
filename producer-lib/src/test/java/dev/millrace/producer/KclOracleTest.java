package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.record.AggregateBuilder;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.HashKey;
import dev.millrace.record.HashRange;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import dev.millrace.record.Tag;
import dev.millrace.record.UserRecord;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** What the record package writes and reads, compared with KCL 3. Set {@code -Dmillrace.seed=N} to see one again. */
class KclOracleTest {
    private static final long SEED = Long.getLong("millrace.seed", 20261123L);
    private static final int ROUNDS = Integer.getInteger("millrace.mutations", 20_000);
    private static final SequenceNumber SEQUENCE =
            new SequenceNumber("49650000000000000000000000000000000000000000000000000000");

    private final Random random = new Random(SEED);

    @Test
    void kclReadsEveryAggregateAsWeDo() {
        for (int round = 0; round < 150; round++) {
            StreamRecord record = stored(aggregate(2 + random.nextInt(60)));
            List<String> kcl = kcl(record);
            assertThat(kcl)
                    .as("seed %d, round %d", SEED, round)
                    .hasSizeGreaterThan(1)
                    .isEqualTo(ours(record));
        }
    }

    @Test
    void kclReadsALoneRecordAsWeDo() {
        StreamRecord record = stored(aggregate(1));
        assertThat(kcl(record)).hasSize(1).isEqualTo(ours(record));
    }

    /**
     * Bytes changed under a digest made right again. Left out is where KCL 3.5.1 throws (a key index past its table), drops the
     * aggregate (a hash key past 2^128), or lets through an explicit hash key that is no canonical number.
     */
    @Test
    void mutatedAggregatesAreReadAsKclReadsThemWhereKclSurvives() throws Exception {
        int compared = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(aggregate(2 + random.nextInt(6)));
            StreamRecord record =
                    StreamRecord.of("shardId-000000000000", SEQUENCE, Instant.EPOCH, "a", ByteBuffer.wrap(bytes));
            List<String> ours = ours(record);
            List<String> kcl = kclOrNull(record);
            if (kcl != null) {
                compared++;
                assertThat(ours).as("seed %d, round %d", SEED, round).isEqualTo(kcl);
            }
        }
        assertThat(compared).isGreaterThan(ROUNDS / 2);
    }

    private byte[] mutated(OutgoingRecord aggregate) throws Exception {
        byte[] bytes = new byte[aggregate.data().remaining()];
        aggregate.data().get(bytes);
        for (int m = random.nextInt(3); m >= 0; m--) {
            bytes[4 + random.nextInt(bytes.length - 20)] = (byte) random.nextInt(256);
        }
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(bytes, 4, bytes.length - 20);
        System.arraycopy(md5.digest(), 0, bytes, bytes.length - 16, 16);
        return bytes;
    }

    private OutgoingRecord aggregate(int records) {
        AggregateBuilder builder = new AggregateBuilder();
        for (int i = 0; i < records; i++) {
            builder.add(userRecord());
        }
        return builder.build();
    }

    private UserRecord userRecord() {
        byte[] data = new byte[random.nextInt(random.nextInt(10) == 0 ? 3_000 : 30)];
        random.nextBytes(data);
        String key = random.nextInt(4) == 0 ? "ключ-" + random.nextInt(9) : "user-" + random.nextInt(50);
        UserRecord record = UserRecord.of(key, data);
        if (random.nextInt(4) == 0) {
            record = record.withExplicitHashKey(new HashKey(random.nextLong(), random.nextLong()));
        }
        return random.nextInt(5) == 0 ? record.withTags(List.of(new Tag("t", "v"))) : record;
    }

    private static StreamRecord stored(OutgoingRecord record) {
        return StreamRecord.of("shardId-000000000000", SEQUENCE, Instant.EPOCH, record.partitionKey(), record.data());
    }

    private static List<String> ours(StreamRecord record) {
        return Deaggregator.deaggregate(record).stream().map(Kcl::describe).toList();
    }

    private static List<String> kcl(StreamRecord record) {
        return Kcl.deaggregate(record, HashRange.ALL).stream()
                .map(Kcl::describe)
                .toList();
    }

    private static List<String> kclOrNull(StreamRecord record) {
        try {
            List<KinesisClientRecord> found = Kcl.deaggregate(record, HashRange.ALL);
            boolean sound = !found.isEmpty() && found.stream().allMatch(KclOracleTest::hasSoundHashKey);
            return sound ? found.stream().map(Kcl::describe).toList() : null;
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }

    private static boolean hasSoundHashKey(KinesisClientRecord record) {
        String key = record.explicitHashKey();
        return key == null || key.matches("0|[1-9][0-9]*");
    }
}
