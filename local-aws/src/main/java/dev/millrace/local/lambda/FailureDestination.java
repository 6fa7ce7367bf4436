package dev.millrace.local.lambda;

import java.util.concurrent.CompletionStage;

/** Where a mapping tells of the records it gives up: Lambda's on-failure destination. Called on the mapping's thread. */
@FunctionalInterface
public interface FailureDestination {
    /**
     * The records are given up when this completes. As on AWS they are so too when it fails: then nobody hears of them.
     *
     * @param record give {@link FailureRecord#message()} to a queue or topic, {@link FailureRecord#object()} to a bucket
     */
    CompletionStage<?> tell(FailureRecord record);
}
