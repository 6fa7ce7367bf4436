package dev.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AggregateTest {
    private static final long SEED = 20261123;
    private static final SequenceNumber SEQUENCE =
            new SequenceNumber("49650000000000000000000000000000000000000000000000000000");

    @Test
    void aLoneRecordGoesOutPlainWithItsOwnKeys() {
        AggregateBuilder builder = new AggregateBuilder();
        UserRecord record = UserRecord.of("user-1", "hello").withExplicitHashKey(HashKey.MAX);
        builder.add(record);
        assertThat(builder.build()).isEqualTo(new OutgoingRecord("user-1", HashKey.MAX, record.data()));
    }

    /** The bytes of a two-record aggregate, put together by hand from the format's description. */
    @Test
    void twoRecordsOfOneKeyShareATableEntryAndTheOuterKeysAreTheKplsChoice() {
        AggregateBuilder builder = new AggregateBuilder();
        builder.add(UserRecord.of("k", "x"));
        builder.add(UserRecord.of("k", "y").withExplicitHashKey(new HashKey(0, 5)));
        OutgoingRecord out = builder.build();
        assertThat(out.partitionKey()).isEqualTo("a");
        assertThat(out.explicitHashKey()).isEqualTo(HashKey.ofPartitionKey("k"));
        String body = "0a016b" + "120135" + "1a0508001a0178" + "1a070800" + "1000" + "1a0179";
        assertThat(HexFormat.of().formatHex(bytes(out.data())))
                .startsWith("f3899ac2" + body)
                .hasSize((4 + body.length() / 2 + 16) * 2);
    }

    @Test
    void whatIsPutInComesOutInOrderAndTheSizeIsExactAtEveryStep() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            AggregateBuilder builder = new AggregateBuilder();
            List<UserRecord> records = new ArrayList<>();
            for (int i = 0, n = 2 + random.nextInt(60); i < n; i++) {
                UserRecord record = randomRecord(random);
                int announced = builder.sizeWith(record);
                builder.add(record);
                records.add(record);
                assertThat(builder.size()).as("seed %d", SEED).isEqualTo(announced);
            }
            OutgoingRecord out = builder.build();
            assertThat(out.data().remaining() + 1).isEqualTo(builder.size());
            List<StreamRecord> found = Deaggregator.deaggregate(raw(bytes(out.data())));
            assertThat(found)
                    .extracting(StreamRecord::userRecord)
                    .as("seed %d", SEED)
                    .isEqualTo(records);
            assertThat(found)
                    .extracting(StreamRecord::subSequenceNumber)
                    .isSorted()
                    .startsWith(0L, 1L);
            assertThat(found).allMatch(StreamRecord::aggregated);
        }
    }

    @Test
    void mutatedAggregatesNeverThrowAndBytesThatFailTheDigestArriveAsOnePlainRecord() {
        Random random = new Random(SEED);
        byte[] good = bytes(aggregate(random).data());
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            List<StreamRecord> found = Deaggregator.deaggregate(raw(bad));
            assertThat(found).as("seed %d, round %d", SEED, i).hasSize(1);
            assertThat(bytes(found.get(0).data())).isEqualTo(bad);
        }
    }

    /** With the digest made right again the mutation reaches the protobuf reader. */
    @Test
    void mutatedBodiesUnderARightDigestNeverThrow() throws Exception {
        Random random = new Random(SEED);
        byte[] good = bytes(aggregate(random).data());
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            int mutations = 1 + random.nextInt(4);
            for (int m = 0; m < mutations; m++) {
                bad[4 + random.nextInt(bad.length - 20)] = (byte) random.nextInt(256);
            }
            seal(bad);
            assertThat(Deaggregator.deaggregate(raw(bad)))
                    .as("seed %d, round %d", SEED, i)
                    .isNotNull();
        }
    }

    @Test
    void anIndexPastTheKeyTableMakesThePlainRecord() throws Exception {
        byte[] bad = bytes(twoRecords().data());
        bad[4 + 3 + 3] = 9;
        seal(bad);
        List<StreamRecord> found = Deaggregator.deaggregate(raw(bad));
        assertThat(found).hasSize(1);
        assertThat(found.get(0).aggregated()).isFalse();
    }

    private static OutgoingRecord twoRecords() {
        AggregateBuilder builder = new AggregateBuilder();
        builder.add(UserRecord.of("k", "x"));
        builder.add(UserRecord.of("k", "y"));
        return builder.build();
    }

    private static OutgoingRecord aggregate(Random random) {
        AggregateBuilder builder = new AggregateBuilder();
        for (int i = 0; i < 20; i++) {
            builder.add(randomRecord(random));
        }
        return builder.build();
    }

    private static UserRecord randomRecord(Random random) {
        byte[] data = new byte[random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(40)];
        random.nextBytes(data);
        UserRecord record = UserRecord.of(randomKey(random), data);
        if (random.nextInt(4) == 0) {
            record = record.withExplicitHashKey(new HashKey(random.nextLong(), random.nextLong()));
        }
        return random.nextInt(4) == 0
                ? record.withTags(List.of(new Tag("ключ", null), new Tag("n", "" + random.nextLong())))
                : record;
    }

    private static String randomKey(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "пользователь-" + random.nextInt(5);
            case 1 -> "\uD83D\uDE00鍵" + random.nextInt(5);
            case 2 -> "x".repeat(1 + random.nextInt(256));
            default -> "user-" + random.nextInt(300);
        };
    }

    private static void seal(byte[] aggregate) throws Exception {
        java.security.MessageDigest md5 = java.security.MessageDigest.getInstance("MD5");
        md5.update(aggregate, 4, aggregate.length - 20);
        System.arraycopy(md5.digest(), 0, aggregate, aggregate.length - 16, 16);
    }

    private static StreamRecord raw(byte[] data) {
        return StreamRecord.of("shardId-000000000000", SEQUENCE, Instant.EPOCH, "a", ByteBuffer.wrap(data));
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }
}
