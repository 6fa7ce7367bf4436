package dev.millrace.handling;

import dev.millrace.record.StreamRecord;

/**
 * What a handler may want to know beside the value.
 *
 * @param stream the stream's name
 * @param record the record as the stream holds it: shard, position, keys, arrival, bytes
 * @param attempt 1 for the first attempt in this process; a redelivery by KCL or Lambda counts anew
 */
public record RecordContext(String stream, StreamRecord record, int attempt) {}
