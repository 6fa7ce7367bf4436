package dev.millrace.lambda;

import dev.millrace.record.StreamRecord;
import java.util.List;

/**
 * The event of a Kinesis trigger.
 *
 * @param streamArn empty where the event holds no record
 * @param records as the stream holds them, aggregates whole, in the shard's order
 */
record KinesisBatch(String streamArn, List<StreamRecord> records) {
    /** The stream's name; of a fan-out consumer's ARN ({@code ...:stream/name/consumer/...}) too. */
    String streamName() {
        int name = streamArn.indexOf("stream/") + "stream/".length();
        int end = streamArn.indexOf('/', name);
        return streamArn.isEmpty() ? "" : streamArn.substring(name, end < 0 ? streamArn.length() : end);
    }
}
