package dev.millrace.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a PutRecords request: an aggregate, or a user record that goes alone.
 *
 * @param explicitHashKey null where the partition key decides
 */
public record OutgoingRecord(String partitionKey, @Nullable HashKey explicitHashKey, ByteBuffer data) {}
