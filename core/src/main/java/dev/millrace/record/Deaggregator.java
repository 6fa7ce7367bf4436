package dev.millrace.record;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes KPL-format aggregates apart. It never throws, whatever the bytes: what is not a valid aggregate (its magic, digest, body or
 * a table index is wrong) is one plain record. Unlike KCL's, it keeps the user records whose hash key lies outside the shard: they
 * were accepted and acknowledged, so they are delivered.
 */
public final class Deaggregator {
    private Deaggregator() {}

    /** The user records in a Kinesis record, in order; the record itself where it is no aggregate. They share its bytes. */
    public static List<StreamRecord> deaggregate(StreamRecord record) {
        ByteBuffer data = record.data();
        if (!looksAggregated(data)) {
            return List.of(record);
        }
        try {
            return new AggregateBody(data).userRecords(record);
        } catch (ProtoReader.Malformed e) {
            return List.of(record);
        }
    }

    /** {@link #deaggregate(StreamRecord)} of each, in order. */
    public static List<StreamRecord> deaggregate(List<StreamRecord> records) {
        List<StreamRecord> found = new ArrayList<>(records.size());
        records.forEach(record -> found.addAll(deaggregate(record)));
        return found;
    }

    private static boolean looksAggregated(ByteBuffer data) {
        if (data.remaining() < AggregatedFormat.ENVELOPE_BYTES) {
            return false;
        }
        for (int i = 0; i < AggregatedFormat.MAGIC.length; i++) {
            if (data.get(i) != AggregatedFormat.MAGIC[i]) {
                return false;
            }
        }
        int bodyEnd = data.limit() - AggregatedFormat.DIGEST_BYTES;
        MessageDigest md5 = Md5.instance();
        md5.update(data.slice(AggregatedFormat.MAGIC.length, bodyEnd - AggregatedFormat.MAGIC.length));
        return data.slice(bodyEnd, AggregatedFormat.DIGEST_BYTES).equals(ByteBuffer.wrap(md5.digest()));
    }

    /** The body between magic and digest: its tables, and its records still in wire form until the tables are whole. */
    private static final class AggregateBody {
        private final List<String> partitionKeys = new ArrayList<>();
        private final List<String> explicitHashKeys = new ArrayList<>();
        private final Map<String, HashKey> parsedHashKeys = new HashMap<>();
        private final List<ProtoReader> records = new ArrayList<>();

        AggregateBody(ByteBuffer data) throws ProtoReader.Malformed {
            ProtoReader in =
                    new ProtoReader(data, AggregatedFormat.MAGIC.length, data.limit() - AggregatedFormat.DIGEST_BYTES);
            while (in.hasMore()) {
                int tag = in.tag();
                switch (tag) {
                    case AggregatedFormat.PARTITION_KEY -> partitionKeys.add(in.string());
                    case AggregatedFormat.EXPLICIT_HASH_KEY -> explicitHashKeys.add(in.string());
                    case AggregatedFormat.RECORD -> records.add(in.message());
                    default -> in.skipField(tag);
                }
            }
        }

        /** Parsed when a record refers to it, as KCL does: an entry that none refers to may be anything. */
        private HashKey hashKey(String decimal) throws ProtoReader.Malformed {
            try {
                return parsedHashKeys.computeIfAbsent(decimal, HashKey::parse);
            } catch (IllegalArgumentException e) {
                throw new ProtoReader.Malformed("an explicit hash key that is none");
            }
        }

        List<StreamRecord> userRecords(StreamRecord outer) throws ProtoReader.Malformed {
            List<StreamRecord> found = new ArrayList<>(records.size());
            for (ProtoReader record : records) {
                found.add(outer.sub(found.size(), userRecord(record)));
            }
            return found;
        }

        private UserRecord userRecord(ProtoReader in) throws ProtoReader.Malformed {
            String partitionKey = null;
            HashKey explicitHashKey = null;
            ByteBuffer data = null;
            List<Tag> tags = new ArrayList<>(0);
            while (in.hasMore()) {
                int tag = in.tag();
                switch (tag) {
                    case AggregatedFormat.RECORD_PARTITION_KEY_INDEX -> partitionKey = at(partitionKeys, in.varint());
                    case AggregatedFormat.RECORD_EXPLICIT_HASH_KEY_INDEX ->
                        explicitHashKey = hashKey(at(explicitHashKeys, in.varint()));
                    case AggregatedFormat.RECORD_DATA -> data = in.bytes();
                    case AggregatedFormat.RECORD_TAG -> tags.add(tag(in.message()));
                    default -> in.skipField(tag);
                }
            }
            return new UserRecord(required(partitionKey), explicitHashKey, required(data), List.copyOf(tags));
        }

        private static Tag tag(ProtoReader in) throws ProtoReader.Malformed {
            String key = null;
            String value = null;
            while (in.hasMore()) {
                int tag = in.tag();
                switch (tag) {
                    case AggregatedFormat.TAG_KEY -> key = in.string();
                    case AggregatedFormat.TAG_VALUE -> value = in.string();
                    default -> in.skipField(tag);
                }
            }
            return new Tag(required(key), value);
        }

        private static <T> T at(List<T> table, long index) throws ProtoReader.Malformed {
            if (index < 0 || index >= table.size()) {
                throw new ProtoReader.Malformed("an index past the end of its key table");
            }
            return table.get((int) index);
        }

        private static <T> T required(@Nullable T field) throws ProtoReader.Malformed {
            if (field == null) {
                throw new ProtoReader.Malformed("a required field is missing");
            }
            return field;
        }
    }
}
