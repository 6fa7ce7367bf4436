package dev.millrace.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTest {
    private final Lineage lineage = new Lineage();

    @Test
    void aMergedShardWaitsForBothItsParents() {
        lineage.add(List.of(shard("child", "left", "right"), shard("left"), shard("right")));
        assertThat(ids()).containsExactly("left", "right");
        lineage.finished("left");
        assertThat(ids()).isEmpty();
        lineage.finished("right");
        assertThat(ids()).containsExactly("child");
        lineage.finished("child");
        assertThat(lineage.allFinished()).isTrue();
    }

    @Test
    void aShardWhoseParentsAreGoneFromTheStreamIsReadAtOnce() {
        lineage.add(List.of(shard("child", "trimmed")));
        assertThat(ids()).containsExactly("child");
    }

    @Test
    void aChildToldByBothItsParentsIsReadOnce() {
        lineage.add(List.of(shard("left"), shard("right")));
        lineage.takeReadable();
        lineage.add(List.of(shard("child", "left", "right")));
        lineage.finished("left");
        assertThat(ids()).isEmpty();
        lineage.finished("right");
        lineage.add(List.of(shard("child", "left", "right")));
        assertThat(ids()).containsExactly("child");
        assertThat(ids()).isEmpty();
    }

    private List<String> ids() {
        return lineage.takeReadable().stream().map(ShardLink::shardId).toList();
    }

    private static ShardLink shard(String id, String... parents) {
        return new ShardLink(id, List.of(parents));
    }
}
