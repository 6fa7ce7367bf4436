package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PutRecord and PutRecords. */
final class WriteOperations {
    private static final int MAX_REQUEST_BYTES = 10 << 20;

    private final Streams streams;

    WriteOperations(Streams streams) {
        this.streams = streams;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("PutRecord", KinesisService.Operation.answering(this::putRecord));
        operations.put("PutRecords", KinesisService.Operation.answering(this::putRecords));
    }

    private ObjectNode putRecord(KinesisCall call) {
        KinesisStream stream = streams.usable(call);
        Entry entry = entry(call.input(), stream);
        checkOrdering(call, stream);
        Written written = write(stream, entry, call.now());
        StoredRecord record = written.record();
        if (record == null) {
            throw KinesisErrors.throughputExceeded(
                    KinesisErrors.rateExceeded(written.shard().id(), stream.name()));
        }
        written.shard().tellListeners();
        return written.json(record);
    }

    private static void checkOrdering(KinesisCall call, KinesisStream stream) {
        String given = call.textOrNull("SequenceNumberForOrdering");
        if (given != null && Sequence.parse(given).filter(stream::gaveOut).isEmpty()) {
            throw KinesisErrors.invalidArgument(
                    "ExclusiveMinimumSequenceNumber " + given + " used in PutRecord on stream " + stream.name()
                            + " under account " + Account.ID + " is invalid.");
        }
    }

    private ObjectNode putRecords(KinesisCall call) {
        KinesisStream stream = streams.usable(call);
        Entry[] entries = entries(call.input().withArray("Records"), stream);
        Set<Shard> touched = new LinkedHashSet<>();
        ArrayNode results = Json.array();
        int failed = 0;
        for (Entry entry : entries) {
            Written written = write(stream, entry, call.now());
            StoredRecord record = written.record();
            if (record == null) {
                failed++;
                results.add(throttled(written.shard(), stream));
            } else {
                touched.add(written.shard());
                results.add(written.json(record));
            }
        }
        touched.forEach(Shard::tellListeners);
        return Json.object().put("FailedRecordCount", failed).set("Records", results);
    }

    private static ObjectNode throttled(Shard shard, KinesisStream stream) {
        return Json.object()
                .put("ErrorCode", "ProvisionedThroughputExceededException")
                .put("ErrorMessage", KinesisErrors.rateExceeded(shard.id(), stream.name()));
    }

    /** All entries are looked at before any is written: a request is refused whole. */
    private static Entry[] entries(ArrayNode records, KinesisStream stream) {
        Entry[] entries = new Entry[records.size()];
        long total = 0;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry(records.get(i), stream);
            total += entries[i].size();
        }
        if (total > MAX_REQUEST_BYTES) {
            throw KinesisErrors.invalidArgument("Records size exceeds 10 MB limit");
        }
        return entries;
    }

    private static Entry entry(JsonNode json, KinesisStream stream) {
        String key = json.path("PartitionKey").asText();
        byte[] data = KinesisCall.blob(json.path("Data"));
        int size = data.length + Utf8.length(key);
        if (size > stream.maxRecordKib() << 10) {
            throw KinesisErrors.invalidArgument(
                    "Record size of " + size + " bytes, data and partition key, exceeds the " + stream.maxRecordKib()
                            + " KiB that stream " + stream.name() + " takes.");
        }
        JsonNode explicit = json.path("ExplicitHashKey");
        Hash hash = explicit.isTextual() ? explicitHash(explicit.asText()) : Hash.ofPartitionKey(key);
        return new Entry(key, data, size, hash);
    }

    private static Hash explicitHash(String decimal) {
        BigInteger value = new BigInteger(decimal);
        if (value.compareTo(Hash.COUNT) >= 0) {
            throw KinesisErrors.invalidArgument(
                    "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
                            + "Specified value was " + decimal);
        }
        return Hash.of(value);
    }

    /** A shard that closes under the write sends it to its children. */
    private static Written write(KinesisStream stream, Entry entry, long now) {
        while (true) {
            Shard shard = stream.route(entry.hash());
            if (!shard.throughput.tryWrite(entry.size(), now)) {
                return new Written(shard, null);
            }
            StoredRecord record = shard.append(now, entry.key(), entry.data(), stream.horizon(now));
            if (record != null) {
                return new Written(shard, record);
            }
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Entry(String key, byte[] data, int size, Hash hash) {}

    /** @param record null if the shard was over its limit */
    private record Written(Shard shard, @Nullable StoredRecord record) {
        ObjectNode json(StoredRecord stored) {
            return Json.object()
                    .put("SequenceNumber", shard.sequence(stored).toString())
                    .put("ShardId", shard.id());
        }
    }
}
