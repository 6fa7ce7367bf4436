package dev.millrace.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as its user sees it: a partition key, data, and optionally an explicit hash key and tags. Immutable as long as the
 * bytes it was given are left alone: nothing is copied.
 */
public final class UserRecord {
    private final String partitionKey;
    private final @Nullable HashKey explicitHashKey;
    private final ByteBuffer data;
    private final List<Tag> tags;

    /** Without a check of the key: what a stream holds is taken as it is. */
    UserRecord(String partitionKey, @Nullable HashKey explicitHashKey, ByteBuffer data, List<Tag> tags) {
        this.partitionKey = partitionKey;
        this.explicitHashKey = explicitHashKey;
        this.data = data;
        this.tags = tags;
    }

    /**
     * A record to be put.
     *
     * @param partitionKey 1 to 256 Unicode characters
     * @param data from its position to its limit; it must not change any more
     * @throws IllegalArgumentException if the partition key is empty or too long, or no well-formed Unicode
     */
    public static UserRecord of(String partitionKey, ByteBuffer data) {
        return new UserRecord(requirePartitionKey(partitionKey), null, data.slice(), List.of());
    }

    /** See {@link #of(String, ByteBuffer)}; the array must not change any more. */
    public static UserRecord of(String partitionKey, byte[] data) {
        return of(partitionKey, ByteBuffer.wrap(data));
    }

    /** See {@link #of(String, ByteBuffer)}; the text goes out as UTF-8. */
    public static UserRecord of(String partitionKey, String data) {
        return of(partitionKey, data.getBytes(StandardCharsets.UTF_8));
    }

    /** A record as read from a stream: its partition key is not checked, since the service already did. */
    public static UserRecord read(String partitionKey, ByteBuffer data) {
        return new UserRecord(partitionKey, null, data.slice(), List.of());
    }

    private static String requirePartitionKey(String key) {
        int length = key.codePointCount(0, key.length());
        requireUnicode(key);
        if (length < 1 || length > KinesisLimits.PARTITION_KEY_CHARACTERS) {
            throw new IllegalArgumentException("partition key of " + length + " characters"
                    + (length == 0 ? "" : " (\"" + key.substring(0, key.offsetByCodePoints(0, 32)) + "...\")")
                    + ": Kinesis takes 1 to " + KinesisLimits.PARTITION_KEY_CHARACTERS);
        }
        return key;
    }

    /** Half a surrogate pair has no UTF-8 form, so no hash key that everyone agrees on. */
    private static void requireUnicode(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < key.length() && Character.isSurrogatePair(c, key.charAt(i + 1));
                if (!pair) {
                    throw new IllegalArgumentException("partition key with half a surrogate pair (\\u"
                            + Integer.toHexString(c) + ") at index " + i + ": give whole Unicode characters");
                }
                i++;
            }
        }
    }

    /** The same record, put where this hash key says instead of where its partition key hashes to. */
    public UserRecord withExplicitHashKey(HashKey hashKey) {
        return new UserRecord(partitionKey, hashKey, data, tags);
    }

    /** The same record with these tags; they travel inside aggregates only. */
    public UserRecord withTags(List<Tag> newTags) {
        return new UserRecord(partitionKey, explicitHashKey, data, List.copyOf(newTags));
    }

    public String partitionKey() {
        return partitionKey;
    }

    /** The explicit hash key its user gave, or null. Kinesis never gives it back but inside an aggregate. */
    public @Nullable HashKey explicitHashKey() {
        return explicitHashKey;
    }

    /** Where it belongs: its explicit hash key, or else the MD5 of its partition key, computed at each call. */
    public HashKey hashKey() {
        return explicitHashKey != null ? explicitHashKey : HashKey.ofPartitionKey(partitionKey);
    }

    /** A read-only view of the data. */
    public ByteBuffer data() {
        return data.asReadOnlyBuffer();
    }

    /** The data's length in bytes. */
    public int dataLength() {
        return data.remaining();
    }

    /** A copy of the data. */
    public byte[] toByteArray() {
        byte[] copy = new byte[data.remaining()];
        copyData(copy, 0);
        return copy;
    }

    /** Writes the data into {@code target} from {@code offset} on. */
    public void copyData(byte[] target, int offset) {
        data.get(data.position(), target, offset, data.remaining());
    }

    public List<Tag> tags() {
        return tags;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserRecord that
                && partitionKey.equals(that.partitionKey)
                && Objects.equals(explicitHashKey, that.explicitHashKey)
                && data.equals(that.data)
                && tags.equals(that.tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(partitionKey, explicitHashKey, data, tags);
    }

    /** Sizes and keys; never the data. */
    @Override
    public String toString() {
        return "UserRecord[partitionKey=" + partitionKey + ", explicitHashKey=" + explicitHashKey + ", bytes="
                + dataLength() + ", tags=" + tags.size() + "]";
    }
}
