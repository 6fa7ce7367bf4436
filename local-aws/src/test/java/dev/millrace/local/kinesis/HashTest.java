package dev.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    @Test
    void aPartitionKeysHashIsItsMd5AsAnUnsignedNumber() {
        assertThat(Hash.ofPartitionKey("a").toString())
                .isEqualTo(new BigInteger("0cc175b9c0f1b6a831c399e269772661", 16).toString());
        assertThat(Hash.ofPartitionKey("").toString())
                .isEqualTo(new BigInteger("d41d8cd98f00b204e9800998ecf8427e", 16).toString());
    }

    @Test
    void hashesCompareUnsigned() {
        Hash low = Hash.of(BigInteger.ONE.shiftLeft(63));
        Hash high = Hash.of(BigInteger.ONE.shiftLeft(127));

        assertThat(low).isLessThan(high);
        assertThat(Hash.MIN).isLessThan(low);
        assertThat(high).isLessThan(Hash.MAX);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void evenRangesJoinWithoutGapFromFirstToLast(int parts) {
        List<HashRange> ranges = HashRange.even(parts);

        assertThat(ranges).hasSize(parts);
        assertThat(ranges.get(0).start()).isEqualTo(Hash.MIN);
        assertThat(ranges.get(parts - 1).end()).isEqualTo(Hash.MAX);
        for (int i = 1; i < parts; i++) {
            assertThat(ranges.get(i - 1).isJustBefore(ranges.get(i))).isTrue();
        }
    }
}
