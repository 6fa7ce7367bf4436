package dev.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SequenceTest {
    @Test
    void whatItPrintsItReads() {
        Sequence sequence = new Sequence(1_700_000_000L, 37, 123_456_789_012L, false, 1_700_000_123L);

        assertThat(Sequence.parse(sequence.toString())).contains(sequence);
        assertThat(sequence.toString()).hasSize(56);
    }

    @Test
    void theGapBehindARecordLiesBetweenItAndTheNext() {
        BigInteger record = number(new Sequence(1_700_000_000L, 1, 5, false, 1_700_000_100L));
        BigInteger gap = number(new Sequence(1_700_000_000L, 1, 5, true, 1_700_000_200L));
        BigInteger next = number(new Sequence(1_700_000_000L, 1, 6, false, 1_700_000_100L));

        assertThat(record).isLessThan(gap);
        assertThat(gap).isLessThan(next);
    }

    @Test
    void aNumberThatCannotBeIsNotRead() {
        assertThat(Sequence.parse("0")).isEmpty();
        assertThat(Sequence.parse("7".repeat(57))).isEmpty();
    }

    private static BigInteger number(Sequence sequence) {
        return new BigInteger(sequence.toString());
    }
}
