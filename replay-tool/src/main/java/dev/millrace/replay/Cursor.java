package dev.millrace.replay;

import dev.millrace.record.SequenceNumber;
import java.time.Instant;

/** Where in a shard to read on: what a fresh shard iterator is asked for. */
sealed interface Cursor {
    record Oldest() implements Cursor {}

    record AtTime(Instant time) implements Cursor {}

    record At(SequenceNumber sequenceNumber) implements Cursor {}

    record After(SequenceNumber sequenceNumber) implements Cursor {}
}
