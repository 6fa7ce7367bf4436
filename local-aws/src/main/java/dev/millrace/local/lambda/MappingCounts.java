package dev.millrace.local.lambda;

/**
 * What a mapping has done so far. Records are Kinesis records: an aggregate counts once.
 *
 * @param recordsRead taken from the stream
 * @param recordsHandled in batches, or heads of batches, that the function answered for
 * @param recordsDiscarded given up: their retries were used up, or they grew too old
 * @param invocations of the function, retries included
 * @param failedInvocations those that threw, or that answered with an item failure
 */
public record MappingCounts(
        long recordsRead, long recordsHandled, long recordsDiscarded, long invocations, long failedInvocations) {}
