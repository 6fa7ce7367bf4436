package dev.millrace.replay;

import java.time.Instant;

/**
 * What a replay did.
 *
 * @param to the end that it was held to, exclusive: frozen when it started, where none was given
 * @param userRecords handed to the sink
 * @param kinesisRecords read for them, those outside the range included
 * @param shards read, closed parents and their children alike
 * @param calls of GetRecords, failed ones included
 * @param throttles those of them that the stream's limits refused
 */
public record ReplaySummary(
        Instant to, long userRecords, long kinesisRecords, int shards, long calls, long throttles) {}
