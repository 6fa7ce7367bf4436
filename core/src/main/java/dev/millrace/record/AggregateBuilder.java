package dev.millrace.record;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers user records of one shard and writes them as one Kinesis record in the KPL's format. It knows its exact size at every
 * moment; a record that stays alone goes out plain, with its own keys and without its tags. Not thread-safe.
 */
public final class AggregateBuilder {
    /** The KPL's choice: where an aggregate goes is its explicit hash key's affair. */
    private static final String OUTER_PARTITION_KEY = "a";

    private static final int NONE = -1;

    private final KeyTable partitionKeys = new KeyTable(AggregatedFormat.PARTITION_KEY);
    private final KeyTable explicitHashKeys = new KeyTable(AggregatedFormat.EXPLICIT_HASH_KEY);
    private final List<Entry> entries = new ArrayList<>();
    private int recordsLength;

    /** A record, its keys' places in the tables, and the length of its message. */
    private record Entry(UserRecord record, int partitionKeyIndex, int explicitHashKeyIndex, int length) {}

    /** The user records so far. */
    public int count() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What the aggregate of the records so far weighs against a record limit: its data and its outer partition key, in bytes. */
    public int size() {
        return OUTER_PARTITION_KEY.length() + dataLength();
    }

    /** What {@link #size()} would be with this record in it as well. */
    public int sizeWith(UserRecord record) {
        HashKey hashKey = record.explicitHashKey();
        return size()
                + partitionKeys.growthWith(record.partitionKey())
                + (hashKey == null ? 0 : explicitHashKeys.growthWith(hashKey.toString()))
                + ProtoWriter.fieldLength(place(record).length());
    }

    public void add(UserRecord record) {
        Entry entry = place(record);
        partitionKeys.add(record.partitionKey());
        if (record.explicitHashKey() != null) {
            explicitHashKeys.add(record.explicitHashKey().toString());
        }
        entries.add(entry);
        recordsLength += ProtoWriter.fieldLength(entry.length());
    }

    private Entry place(UserRecord record) {
        HashKey hashKey = record.explicitHashKey();
        int partitionKeyIndex = partitionKeys.indexOf(record.partitionKey());
        int explicitHashKeyIndex = hashKey == null ? NONE : explicitHashKeys.indexOf(hashKey.toString());
        int length = 1
                + ProtoWriter.varintLength(partitionKeyIndex)
                + (hashKey == null ? 0 : 1 + ProtoWriter.varintLength(explicitHashKeyIndex))
                + ProtoWriter.fieldLength(record.dataLength())
                + tagsLength(record);
        return new Entry(record, partitionKeyIndex, explicitHashKeyIndex, length);
    }

    private static int tagsLength(UserRecord record) {
        int length = 0;
        for (Tag tag : record.tags()) {
            length += ProtoWriter.fieldLength(TagFormat.length(tag));
        }
        return length;
    }

    private int dataLength() {
        return AggregatedFormat.ENVELOPE_BYTES + partitionKeys.length() + explicitHashKeys.length() + recordsLength;
    }

    /**
     * The entry to put: an aggregate, or the user record itself where there is only one.
     *
     * @throws IllegalStateException if no record was added
     */
    public OutgoingRecord build() {
        if (entries.isEmpty()) {
            throw new IllegalStateException("an aggregate holds at least one user record; add one before build()");
        }
        UserRecord first = entries.get(0).record();
        return entries.size() == 1
                ? new OutgoingRecord(first.partitionKey(), first.explicitHashKey(), first.data())
                : new OutgoingRecord(OUTER_PARTITION_KEY, first.hashKey(), ByteBuffer.wrap(encode()));
    }

    private byte[] encode() {
        byte[] encoded = new byte[dataLength()];
        ProtoWriter out = new ProtoWriter(encoded);
        out.raw(AggregatedFormat.MAGIC);
        partitionKeys.writeTo(out);
        explicitHashKeys.writeTo(out);
        entries.forEach(entry -> write(entry, out));
        seal(encoded);
        return encoded;
    }

    private static void write(Entry entry, ProtoWriter out) {
        out.varintField(AggregatedFormat.RECORD, entry.length());
        out.varintField(AggregatedFormat.RECORD_PARTITION_KEY_INDEX, entry.partitionKeyIndex());
        if (entry.explicitHashKeyIndex() != NONE) {
            out.varintField(AggregatedFormat.RECORD_EXPLICIT_HASH_KEY_INDEX, entry.explicitHashKeyIndex());
        }
        out.dataField(AggregatedFormat.RECORD_DATA, entry.record());
        entry.record().tags().forEach(tag -> TagFormat.write(tag, out));
    }

    private static void seal(byte[] encoded) {
        MessageDigest md5 = Md5.instance();
        int bodyEnd = encoded.length - AggregatedFormat.DIGEST_BYTES;
        md5.update(encoded, AggregatedFormat.MAGIC.length, bodyEnd - AggregatedFormat.MAGIC.length);
        try {
            md5.digest(encoded, bodyEnd, AggregatedFormat.DIGEST_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("MD5 did not fit its 16 bytes", e);
        }
    }
}
