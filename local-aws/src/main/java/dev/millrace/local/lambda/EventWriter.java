package dev.millrace.local.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** Writes the event that Lambda sends for a Kinesis trigger, as its developer guide shows it. */
final class EventWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final String streamArn;
    private final String region;

    EventWriter(String streamArn) {
        this.streamArn = streamArn;
        this.region = Arns.region(streamArn);
    }

    String streamArn() {
        return streamArn;
    }

    byte[] write(String shardId, List<SourceRecord> records) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(event)) {
            out.writeStartObject();
            out.writeArrayFieldStart("Records");
            for (SourceRecord record : records) {
                write(out, shardId, record);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return event.toByteArray();
    }

    private void write(JsonGenerator out, String shardId, SourceRecord record) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("kinesis");
        out.writeStringField("kinesisSchemaVersion", "1.0");
        out.writeStringField("partitionKey", record.partitionKey());
        out.writeStringField("sequenceNumber", record.sequenceNumber());
        out.writeBinaryField("data", record.data());
        out.writeNumberField(
                "approximateArrivalTimestamp",
                BigDecimal.valueOf(record.arrival().toEpochMilli(), 3));
        out.writeEndObject();
        out.writeStringField("eventSource", "aws:kinesis");
        out.writeStringField("eventVersion", "1.0");
        out.writeStringField("eventID", shardId + ":" + record.sequenceNumber());
        out.writeStringField("eventName", "aws:kinesis:record");
        out.writeStringField("invokeIdentityArn", "arn:aws:iam::" + Arns.ACCOUNT + ":role/lambda-role");
        out.writeStringField("awsRegion", region);
        out.writeStringField("eventSourceARN", streamArn);
        out.writeEndObject();
    }
}
