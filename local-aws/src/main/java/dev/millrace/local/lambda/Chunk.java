package dev.millrace.local.lambda;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that are sent together: a batch, or what is left of one.
 *
 * @param failures how often exactly these failed: what the retries are counted by
 * @param sent how often they, or a batch they were part of, were sent
 * @param error the last invocation's, in Lambda's words; null where the function answered
 */
record Chunk(
        List<SourceRecord> records,
        int failures,
        int sent,
        @Nullable String error) {
    int size() {
        return records.size();
    }

    /** After one more invocation, which ended so. */
    Chunk sentWith(@Nullable String newError) {
        return new Chunk(records, failures, sent + 1, newError);
    }

    Chunk failedAgain() {
        return new Chunk(records, failures + 1, sent, error);
    }

    /** What is left after progress: it has all its retries before it. */
    Chunk from(int index) {
        return new Chunk(records.subList(index, size()), 0, sent, error);
    }

    Chunk part(int from, int to) {
        return new Chunk(records.subList(from, to), failures, sent, error);
    }
}
