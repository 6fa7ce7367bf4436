package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda writes to an on-failure destination about records it gave up, in the two forms its developer guide shows: a message
 * says only where the records lie, an object holds their event as well. Immutable.
 */
public final class FailureRecord {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

    private final ObjectNode message;
    private final String key;
    private final String event;

    private FailureRecord(ObjectNode message, String key, String event) {
        this.message = message;
        this.key = key;
        this.event = event;
    }

    /**
     * About one batch.
     *
     * @param condition {@code RetryAttemptsExhausted} or {@code RecordAgeExceeded}
     * @param sent how often they, or a batch they were part of, were sent
     * @param functionError {@code Unhandled}, or null where the function answered
     */
    static FailureRecord of(
            MappingParts parts,
            String shardId,
            List<SourceRecord> records,
            String condition,
            int sent,
            @Nullable String functionError) {
        Instant now = parts.loop().now();
        ObjectNode message = JSON.createObjectNode();
        message.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put("functionArn", parts.functionArn())
                .put("condition", condition)
                .put("approximateInvokeCount", sent);
        message.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", functionError);
        message.put("version", "1.0").put("timestamp", MILLIS.format(now));
        SourceRecord first = records.get(0);
        SourceRecord last = records.get(records.size() - 1);
        message.putObject("KinesisBatchInfo")
                .put("shardId", shardId)
                .put("startSequenceNumber", first.sequenceNumber())
                .put("endSequenceNumber", last.sequenceNumber())
                .put("approximateArrivalOfFirstRecord", MILLIS.format(first.arrival()))
                .put("approximateArrivalOfLastRecord", MILLIS.format(last.arrival()))
                .put("batchSize", records.size())
                .put("streamArn", parts.events().streamArn());
        String key = String.join("/", "aws/lambda", parts.id(), shardId, DAY.format(now), SECOND.format(now))
                + "-"
                + UUID.randomUUID();
        String event = new String(parts.events().write(shardId, records), StandardCharsets.UTF_8);
        return new FailureRecord(message, key, event);
    }

    /** The form for SQS and SNS: the records themselves must be read from the stream before they expire. */
    public String message() {
        return message.toString();
    }

    /** The form for S3: the message and {@code payload}, the event as text. */
    public String object() {
        return message.deepCopy().put("payload", event).toString();
    }

    /** The object's key, {@code aws/lambda/MAPPING/SHARD/YYYY/MM/DD/...}. */
    public String key() {
        return key;
    }
}
