package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.kinesis.CalledStream;
import java.util.Map;

/** Records one call's numbers under Kinesis's metric names. Bytes are those of the records' data, without their keys. */
final class KinesisMeter {
    private static final String NAMESPACE = "AWS/Kinesis";
    private static final String THROTTLED = "ProvisionedThroughputExceededException";
    private static final String BYTES = "Bytes";
    private static final String COUNT = "Count";
    private static final String MILLISECONDS = "Milliseconds";

    private final MetricStore store;
    private final Map<String, String> dimensions;
    private final long second;

    KinesisMeter(MetricStore store, CalledStream stream, long epochSecond) {
        this.store = store;
        this.second = epochSecond;
        this.dimensions = stream.consumer() == null
                ? Map.of("StreamName", stream.name())
                : Map.of("StreamName", stream.name(), "ConsumerName", stream.consumer());
    }

    private void record(String metric, String unit, double value) {
        store.record(MetricId.of(NAMESPACE, metric, dimensions), unit, second, value, 1);
    }

    void success(String operation, boolean success) {
        record(operation + ".Success", COUNT, success ? 1 : 0);
    }

    void putRecord(ObjectNode input, double millis) {
        success("PutRecord", true);
        record("PutRecord.Latency", MILLISECONDS, millis);
        record("PutRecord.Bytes", BYTES, (double) bytes(input));
        incoming(1, bytes(input));
        record("WriteProvisionedThroughputExceeded", COUNT, 0);
    }

    private void incoming(int records, long bytes) {
        record("IncomingRecords", COUNT, records);
        record("IncomingBytes", BYTES, (double) bytes);
    }

    void putRecords(ObjectNode input, ObjectNode answer, double millis) {
        JsonNode records = input.path("Records");
        JsonNode results = answer.path("Records");
        long bytes = 0;
        int throttled = 0;
        for (int i = 0; i < results.size(); i++) {
            JsonNode error = results.get(i).get("ErrorCode");
            throttled += error != null && error.asText().equals(THROTTLED) ? 1 : 0;
            bytes += error == null ? bytes(records.get(i)) : 0;
        }
        int failed = answer.path("FailedRecordCount").asInt();
        int stored = results.size() - failed;
        success("PutRecords", stored > 0);
        record("PutRecords.Latency", MILLISECONDS, millis);
        record("PutRecords.Bytes", BYTES, (double) bytes);
        record("PutRecords.Records", COUNT, stored);
        record("PutRecords.TotalRecords", COUNT, results.size());
        record("PutRecords.SuccessfulRecords", COUNT, stored);
        record("PutRecords.FailedRecords", COUNT, failed - throttled);
        record("PutRecords.ThrottledRecords", COUNT, throttled);
        record("WriteProvisionedThroughputExceeded", COUNT, throttled);
        incoming(stored, bytes);
    }

    void getRecords(ObjectNode answer, double millis) {
        JsonNode records = answer.path("Records");
        success("GetRecords", true);
        record("GetRecords.Latency", MILLISECONDS, millis);
        record("GetRecords.Records", COUNT, records.size());
        record("GetRecords.Bytes", BYTES, (double) sum(records));
        record(
                "GetRecords.IteratorAgeMilliseconds",
                MILLISECONDS,
                answer.path("MillisBehindLatest").asDouble());
        record("ReadProvisionedThroughputExceeded", COUNT, 0);
    }

    void event(ObjectNode event) {
        JsonNode records = event.path("Records");
        success("SubscribeToShardEvent", true);
        record("SubscribeToShardEvent.Records", COUNT, records.size());
        record("SubscribeToShardEvent.Bytes", BYTES, (double) sum(records));
        record(
                "SubscribeToShardEvent.MillisBehindLatest",
                MILLISECONDS,
                event.path("MillisBehindLatest").asDouble());
    }

    void failed(String operation, String errorType) {
        success(operation, false);
        if (errorType.equals(THROTTLED) && operation.startsWith("Put")) {
            record("WriteProvisionedThroughputExceeded", COUNT, 1);
        } else if (errorType.equals(THROTTLED) && operation.equals("GetRecords")) {
            record("ReadProvisionedThroughputExceeded", COUNT, 1);
        }
    }

    private static long sum(JsonNode records) {
        long bytes = 0;
        for (JsonNode record : records) {
            bytes += bytes(record);
        }
        return bytes;
    }

    /** The size of a record's data, which is bytes or base64 text, without decoding it. */
    private static long bytes(JsonNode record) {
        JsonNode data = record.path("Data");
        if (data instanceof BinaryNode binary) {
            return binary.binaryValue().length;
        }
        String text = data.asText();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return end * 3L / 4;
    }
}
