package dev.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShardMapTest {
    private static final HashKey MIDDLE = new HashKey(Long.MIN_VALUE, 0);
    private static final HashKey BEFORE_MIDDLE = new HashKey(Long.MAX_VALUE, -1);

    private final Shard lower = new Shard("lower", new HashRange(HashKey.MIN, BEFORE_MIDDLE));
    private final Shard upper = new Shard("upper", new HashRange(MIDDLE, HashKey.MAX));

    @Test
    void aHashKeyBelongsToTheShardWhoseRangeHoldsItBothEndsIncluded() {
        ShardMap map = ShardMap.of(List.of(upper, lower));
        assertThat(map.shardOf(HashKey.MIN)).isEqualTo(lower);
        assertThat(map.shardOf(BEFORE_MIDDLE)).isEqualTo(lower);
        assertThat(map.shardOf(MIDDLE)).isEqualTo(upper);
        assertThat(map.shardOf(HashKey.MAX)).isEqualTo(upper);
    }

    @Test
    void aHashKeyInAGapBelongsNowhere() {
        assertThat(ShardMap.of(List.of(upper)).shardOf(HashKey.MIN)).isNull();
        assertThat(ShardMap.EMPTY.shardOf(HashKey.MAX)).isNull();
    }

    @Test
    void aParentBesideItsChildIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShardMap.of(List.of(new Shard("parent", HashRange.ALL), upper)))
                .withMessageContaining("parent")
                .withMessageContaining("upper");
    }
}
