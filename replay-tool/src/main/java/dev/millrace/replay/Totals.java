package dev.millrace.replay;

import java.time.Instant;

/** A run's counts while it runs. Its user's thread's. */
final class Totals {
    long userRecords;
    long kinesisRecords;
    long calls;
    long throttles;

    ReplaySummary summary(Instant to, int shards) {
        return new ReplaySummary(to, userRecords, kinesisRecords, shards, calls, throttles);
    }
}
