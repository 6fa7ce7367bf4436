package dev.millrace.record;

import java.nio.charset.StandardCharsets;

/** A tag's message within a record's. */
final class TagFormat {
    private TagFormat() {}

    static int length(Tag tag) {
        String value = tag.value();
        return ProtoWriter.fieldLength(KeyTable.utf8Length(tag.key()))
                + (value == null ? 0 : ProtoWriter.fieldLength(KeyTable.utf8Length(value)));
    }

    static void write(Tag tag, ProtoWriter out) {
        out.varintField(AggregatedFormat.RECORD_TAG, length(tag));
        out.bytesField(AggregatedFormat.TAG_KEY, tag.key().getBytes(StandardCharsets.UTF_8));
        if (tag.value() != null) {
            out.bytesField(AggregatedFormat.TAG_VALUE, tag.value().getBytes(StandardCharsets.UTF_8));
        }
    }
}
