package dev.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinesisStreamTest {
    private static final Hash MIDDLE = Hash.of(BigInteger.ONE.shiftLeft(127));
    private final KinesisStream stream = new KinesisStream(
            "s",
            "us-east-1",
            new StreamOptions(StreamOptions.PROVISIONED),
            2,
            0,
            new KinesisSettings(KinesisLimits.none(), 0, Long.MAX_VALUE));

    /** Both callers may have seen it open. */
    @Test
    void ofTwoCallsThatCloseTheSameShardTheSecondIsRefusedAndChangesNothing() {
        Shard lower = stream.shards().get(0);
        Shard upper = stream.shards().get(1);
        stream.merge(lower, upper, List.of(lower.id(), upper.id()), 1);

        assertThatThrownBy(() -> stream.split(upper, MIDDLE, 2)).hasMessageContaining("already been merged or split");
        assertThatThrownBy(() -> stream.merge(lower, upper, List.of(lower.id(), upper.id()), 2))
                .hasMessageContaining("already been merged or split");

        assertThat(stream.openShardCount()).isEqualTo(1);
        assertThat(stream.shards()).hasSize(3);
    }

    @Test
    void aShardIsNotClosedBeforeItsLastRecord() {
        Shard lower = stream.shards().get(0);
        lower.append(70, "k", new byte[1], 0);

        stream.split(lower, Hash.of(BigInteger.TEN), 60);

        assertThat(lower.closedAt()).isEqualTo(70);
    }
}
