package dev.millrace.lambda;

import dev.millrace.record.AggregateBuilder;
import dev.millrace.record.UserRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Events as Lambda's developer guide shows them, made by hand. */
final class TestEvent {
    static final String SHARD = "shardId-000000000006";
    static final String STREAM_ARN = "arn:aws:kinesis:us-east-2:123456789012:stream/clicks";

    private final List<String> records = new ArrayList<>();

    TestEvent record(String sequenceNumber, String partitionKey, String data) {
        return record(sequenceNumber, partitionKey, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Each user record as {@code key=data}. */
    TestEvent aggregate(String sequenceNumber, String... userRecords) {
        return record(sequenceNumber, "a", aggregated(userRecords));
    }

    static byte[] aggregated(String... userRecords) {
        AggregateBuilder builder = new AggregateBuilder();
        for (String record : userRecords) {
            String[] parts = record.split("=", 2);
            builder.add(UserRecord.of(parts[0], parts[1]));
        }
        ByteBuffer data = builder.build().data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    TestEvent record(String sequenceNumber, String partitionKey, byte[] data) {
        records.add("""
                {"kinesis": {"kinesisSchemaVersion": "1.0", "partitionKey": "%s", "sequenceNumber": "%s",
                  "data": "%s", "approximateArrivalTimestamp": 1545084650.987, "newMember": {"x": [1]}},
                 "eventSource": "aws:kinesis", "eventVersion": "1.0", "eventID": "%s:%s",
                 "eventName": "aws:kinesis:record", "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
                 "awsRegion": "us-east-2", "eventSourceARN": "%s", "newMember": [{}]}""".formatted(
                        partitionKey,
                        sequenceNumber,
                        Base64.getEncoder().encodeToString(data),
                        SHARD,
                        sequenceNumber,
                        STREAM_ARN));
        return this;
    }

    String json() {
        return "{\"newMember\": {\"Records\": [1]}, \"Records\": [" + String.join(",", records) + "]}";
    }
}
