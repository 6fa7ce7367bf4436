package dev.millrace.handling;

import java.util.concurrent.CompletionStage;

/** Where records go that are given up on. Used by many threads at once. */
@FunctionalInterface
public interface DeadLetterSink {
    /**
     * Completes once the letter is durably kept; only then does its record count as done. A failure is tried again until it
     * works: a sink that is down makes its shard stall, never skip.
     */
    CompletionStage<?> park(DeadLetter letter);
}
