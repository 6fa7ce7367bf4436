package dev.millrace.consumer;

import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.leases.Lease;

/** The leases this worker holds, from memory: no call to DynamoDB. */
@FunctionalInterface
interface HeldLeases {
    /** Null if the lease is not held or has run out. */
    @Nullable
    Lease get(String shardId);
}
