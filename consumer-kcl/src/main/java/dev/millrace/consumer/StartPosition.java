package dev.millrace.consumer;

import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** Where an application without checkpoints starts to read. One with checkpoints goes on from them. Immutable. */
public final class StartPosition {
    private static final StartPosition TRIM_HORIZON = new StartPosition(InitialPositionInStream.TRIM_HORIZON, null);
    private static final StartPosition LATEST = new StartPosition(InitialPositionInStream.LATEST, null);

    private final InitialPositionInStream position;
    private final @Nullable Instant timestamp;

    private StartPosition(InitialPositionInStream position, @Nullable Instant timestamp) {
        this.position = position;
        this.timestamp = timestamp;
    }

    /** The oldest record that the stream still holds. */
    public static StartPosition trimHorizon() {
        return TRIM_HORIZON;
    }

    /** The first record put after the consumer took its leases: what is put while it starts may be missed. */
    public static StartPosition latest() {
        return LATEST;
    }

    /** The first record of each shard that arrived at this time or later. */
    public static StartPosition at(Instant timestamp) {
        return new StartPosition(InitialPositionInStream.AT_TIMESTAMP, timestamp);
    }

    InitialPositionInStreamExtended toKcl() {
        return timestamp == null
                ? InitialPositionInStreamExtended.newInitialPosition(position)
                : InitialPositionInStreamExtended.newInitialPositionAtTimestamp(Date.from(timestamp));
    }

    /** What a lease holds that has no checkpoint yet. */
    ExtendedSequenceNumber toSentinel() {
        return new ExtendedSequenceNumber(position.name());
    }

    /** The shards in which reading starts. */
    ShardFilter toShardFilter() {
        ShardFilter.Builder filter = ShardFilter.builder().type(ShardFilterType.fromValue(filterName()));
        return timestamp == null ? filter.build() : filter.timestamp(timestamp).build();
    }

    private String filterName() {
        return position == InitialPositionInStream.AT_TIMESTAMP ? "AT_TIMESTAMP" : "AT_" + position.name();
    }

    @Override
    public String toString() {
        return timestamp == null ? position.name() : position + " " + timestamp;
    }
}
