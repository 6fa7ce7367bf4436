package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigInteger;

/**
 * A record as it was asked to be put.
 *
 * @param size of data and key in bytes
 * @param hash by which it finds its shard
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy would cost as much as the record.
record PutEntry(String key, byte[] data, int size, Hash hash) {
    private static final int MAX_REQUEST_BYTES = 10 << 20;

    /** All entries are looked at before any is written: a request is refused whole. */
    static PutEntry[] all(ArrayNode records, KinesisStream stream) {
        PutEntry[] entries = new PutEntry[records.size()];
        long total = 0;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = of(records.get(i), stream);
            total += entries[i].size();
        }
        if (total > MAX_REQUEST_BYTES) {
            throw KinesisErrors.invalidArgument("Records size exceeds 10 MB limit");
        }
        return entries;
    }

    static PutEntry of(JsonNode json, KinesisStream stream) {
        String key = json.path("PartitionKey").asText();
        byte[] data = KinesisCall.blob(json.path("Data"));
        int size = data.length + Utf8.length(key);
        if (size > stream.options().maxRecordKib() << 10) {
            throw KinesisErrors.invalidArgument(
                    "Record size of " + size + " bytes, data and partition key, exceeds the "
                            + stream.options().maxRecordKib() + " KiB that stream " + stream.name() + " takes.");
        }
        JsonNode explicit = json.path("ExplicitHashKey");
        Hash hash = explicit.isTextual() ? explicit(explicit.asText()) : Hash.ofPartitionKey(key);
        return new PutEntry(key, data, size, hash);
    }

    private static Hash explicit(String decimal) {
        BigInteger value = new BigInteger(decimal);
        if (value.compareTo(Hash.COUNT) >= 0) {
            throw KinesisErrors.invalidArgument(
                    "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was "
                            + decimal);
        }
        return Hash.of(value);
    }
}
