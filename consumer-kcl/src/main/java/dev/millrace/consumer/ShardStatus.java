package dev.millrace.consumer;

import org.jspecify.annotations.Nullable;

/**
 * How one shard stands with this worker, for health checks.
 *
 * @param checkpoint "sequence:sub-sequence" as last written or found; null where there is none yet
 * @param inFlight records past the last one before which all is done: waiting, running, or done behind one that is not
 * @param stalledBy why the shard stalls: a record failed for good and was not dead-lettered, so its checkpoint goes no further
 *     until another worker, or this one restarted, tries again; null while it moves
 */
public record ShardStatus(
        String shardId,
        @Nullable String checkpoint,
        int inFlight,
        @Nullable Throwable stalledBy) {}
