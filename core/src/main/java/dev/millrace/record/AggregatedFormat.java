package dev.millrace.record;

/**
 * The KPL's aggregated-record format: four bytes of magic, a protobuf (proto2) body, the body's MD5.
 *
 * <pre>
 * AggregatedRecord { 1: repeated string partition_key_table; 2: repeated string explicit_hash_key_table; 3: repeated Record records }
 * Record           { 1: uint64 partition_key_index; 2: optional uint64 explicit_hash_key_index; 3: bytes data; 4: repeated Tag tags }
 * Tag              { 1: string key; 2: optional string value }
 * </pre>
 *
 * Every field number is below 16, so every field's tag is one byte: {@code number << 3 | wire type}.
 */
final class AggregatedFormat {
    static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    static final int DIGEST_BYTES = 16;
    static final int ENVELOPE_BYTES = MAGIC.length + DIGEST_BYTES;

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    static final int PARTITION_KEY = 1 << 3 | LENGTH_DELIMITED;
    static final int EXPLICIT_HASH_KEY = 2 << 3 | LENGTH_DELIMITED;
    static final int RECORD = 3 << 3 | LENGTH_DELIMITED;

    static final int RECORD_PARTITION_KEY_INDEX = 1 << 3 | VARINT;
    static final int RECORD_EXPLICIT_HASH_KEY_INDEX = 2 << 3 | VARINT;
    static final int RECORD_DATA = 3 << 3 | LENGTH_DELIMITED;
    static final int RECORD_TAG = 4 << 3 | LENGTH_DELIMITED;

    static final int TAG_KEY = 1 << 3 | LENGTH_DELIMITED;
    static final int TAG_VALUE = 2 << 3 | LENGTH_DELIMITED;

    private AggregatedFormat() {}
}
