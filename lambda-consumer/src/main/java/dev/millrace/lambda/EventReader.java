package dev.millrace.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Kinesis event token by token, straight into records: neither a tree nor event objects stand between. Members it does not
 * know are skipped, since Lambda adds some now and then.
 */
final class EventReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser in;
    private final List<StreamRecord> records = new ArrayList<>();
    private String streamArn = "";
    private boolean hasRecords;

    private EventReader(JsonParser in) {
        this.in = in;
    }

    static KinesisBatch read(InputStream event) throws IOException {
        try (JsonParser in = JSON.createParser(event)) {
            return new EventReader(in).event();
        } catch (JsonParseException e) {
            throw new MalformedEventException(
                    "event that is no JSON (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")");
        }
    }

    private KinesisBatch event() throws IOException {
        expect(in.nextToken(), JsonToken.START_OBJECT, "event");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            JsonToken value = in.nextToken();
            if (name.equals("Records")) {
                expect(value, JsonToken.START_ARRAY, "Records");
                readRecords();
            } else {
                in.skipChildren();
            }
        }
        if (!hasRecords) {
            throw new MalformedEventException("event without Records");
        }
        return new KinesisBatch(streamArn, records);
    }

    private void readRecords() throws IOException {
        hasRecords = true;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            expect(in.currentToken(), JsonToken.START_OBJECT, "record");
            records.add(new RecordFields().read().toRecord());
        }
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted, String what) {
        if (found != wanted) {
            throw new MalformedEventException(what + " that is " + found + " instead of " + wanted);
        }
    }

    /** One record's members, which may come in any order. */
    private final class RecordFields {
        private @Nullable String eventId;
        private @Nullable String partitionKey;
        private @Nullable String sequenceNumber;
        private byte @Nullable [] data;
        private Instant arrival = Instant.EPOCH;

        RecordFields read() throws IOException {
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                switch (name) {
                    case "kinesis" -> readKinesis();
                    case "eventID" -> eventId = in.getText();
                    case "eventSourceARN" -> streamArn = in.getText();
                    default -> in.skipChildren();
                }
            }
            return this;
        }

        private void readKinesis() throws IOException {
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                switch (name) {
                    case "partitionKey" -> partitionKey = in.getText();
                    case "sequenceNumber" -> sequenceNumber = in.getText();
                    case "data" -> data = in.getBinaryValue();
                    case "approximateArrivalTimestamp" -> arrival = epochSeconds(in.getDecimalValue());
                    default -> in.skipChildren();
                }
            }
        }

        private Instant epochSeconds(BigDecimal seconds) {
            return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
        }

        StreamRecord toRecord() {
            return StreamRecord.of(
                    shardId(),
                    new SequenceNumber(required(sequenceNumber, "kinesis.sequenceNumber")),
                    arrival,
                    required(partitionKey, "kinesis.partitionKey"),
                    ByteBuffer.wrap(required(data, "kinesis.data")));
        }

        /** {@code shardId-000000000006:4959...}: the only place where a record's shard is told. */
        private String shardId() {
            String id = required(eventId, "eventID");
            int colon = id.indexOf(':');
            return colon < 0 ? id : id.substring(0, colon);
        }

        private <V> V required(@Nullable V value, String name) {
            if (value == null) {
                throw new MalformedEventException("record " + eventId + " without " + name);
            }
            return value;
        }
    }
}
