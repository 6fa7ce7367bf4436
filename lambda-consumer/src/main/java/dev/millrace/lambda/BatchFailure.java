package dev.millrace.lambda;

import dev.millrace.record.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch ended early.
 *
 * @param first the first record that is not done: from its Kinesis record on, Lambda delivers again
 * @param cause why a record failed; null where none did and the time ran out
 */
record BatchFailure(StreamRecord first, @Nullable Throwable cause) {
    String describe() {
        String why = cause == null ? "the function's time is nearly up" : cause.toString();
        return "Batch ends before " + first.shardId() + " " + first.position() + ": " + why;
    }
}
