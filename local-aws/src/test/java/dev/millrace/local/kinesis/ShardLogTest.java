package dev.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardLogTest {
    private final ShardLog log = new ShardLog();

    @Test
    void recordsAreFoundByPlaceAndTimeAfterGrowingAndTrimming() {
        fill(100);
        log.trim(50);

        assertThat(log.first()).isEqualTo(50);
        assertThat(log.at(77).arrival()).isEqualTo(77);
        assertThat(log.atOrAfter(60)).isEqualTo(60);
        assertThat(log.atOrAfter(0)).isEqualTo(50);
        assertThat(log.atOrAfter(1_000)).isEqualTo(101);
        fill(200);
        assertThat(log.at(250).place()).isEqualTo(250);
    }

    @Test
    void aReadStopsAtTheCountOrBytesButGivesAtLeastOne() {
        fill(10);

        assertThat(log.read(1, 3, 1_000)).hasSize(3);
        assertThat(log.read(1, 10, 55)).hasSize(5);
        assertThat(log.read(1, 10, 1)).hasSize(1);
        assertThat(log.read(11, 10, 1_000)).isEmpty();
    }

    @Test
    void bytesAreCountedAndBounded() {
        fill(10);
        assertThat(log.bytes()).isEqualTo(110);

        log.trimToBytes(40);

        assertThat(log.bytes()).isEqualTo(33);
        assertThat(log.first()).isEqualTo(8);
    }

    /** Records of 11 bytes; each arrives in the millisecond of its place. */
    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            log.add(new StoredRecord(log.next(), log.next(), "k", new byte[10]));
        }
    }
}
