package dev.millrace.local.lambda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a mapping starts to read a stream it has not read before. */
public final class StartingPosition {
    private static final StartingPosition TRIM_HORIZON = new StartingPosition("TRIM_HORIZON", null);
    private static final StartingPosition LATEST = new StartingPosition("LATEST", null);

    private final String type;
    private final @Nullable Instant timestamp;

    private StartingPosition(String type, @Nullable Instant timestamp) {
        this.type = type;
        this.timestamp = timestamp;
    }

    /** With the oldest record the stream holds. */
    public static StartingPosition trimHorizon() {
        return TRIM_HORIZON;
    }

    /** With what arrives from now on. */
    public static StartingPosition latest() {
        return LATEST;
    }

    /** With what arrived at that time or later. */
    public static StartingPosition at(Instant timestamp) {
        return new StartingPosition("AT_TIMESTAMP", timestamp);
    }

    /** As in CreateEventSourceMapping and GetShardIterator. */
    public String type() {
        return type;
    }

    public @Nullable Instant timestamp() {
        return timestamp;
    }
}
