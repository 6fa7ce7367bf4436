package dev.millrace.producer;

import dev.millrace.record.HashKey;
import dev.millrace.record.UserRecord;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An accepted user record until its future completes. Its caller makes it; from the inbox on it is the loop's. It leaves the
 * {@link Ledger} exactly once: {@code open -> finished}, delivered or failed; whoever holds it later sees {@link #finished}.
 */
final class Pending {
    final UserRecord record;
    final HashKey hashKey;
    /** What it counts against the memory budget. */
    final int bytes;

    final CompletableFuture<PutResult> future = new CompletableFuture<>();

    /** Its place in the order of acceptance; the inbox sets it. */
    long number;

    long acceptedNanos;
    long deadlineNanos;
    int attempts;
    boolean inFlight;

    /** What became of the last attempt, or why there was none. */
    String lastFailure = "it was not sent yet";

    boolean finished;

    /** Its neighbours in the ledger. */
    @Nullable
    Pending previous;

    @Nullable
    Pending next;

    Pending(UserRecord record, int bytes) {
        this.record = record;
        this.hashKey = record.hashKey();
        this.bytes = bytes;
    }

    /** Data and partition key: what Kinesis weighs a plain record by. */
    static int weigh(UserRecord record) {
        return Math.addExact(record.dataLength(), utf8Length(record.partitionKey()));
    }

    private static int utf8Length(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= 0x80) {
                return key.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return key.length();
    }
}
