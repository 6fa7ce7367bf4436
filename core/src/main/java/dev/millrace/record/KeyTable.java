package dev.millrace.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of an aggregate's two key tables: each key once, in first-seen order. */
final class KeyTable {
    private final int tag;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<byte[]> keys = new ArrayList<>();
    private int length;

    KeyTable(int tag) {
        this.tag = tag;
    }

    /** The index that the key has, or would get. */
    int indexOf(String key) {
        return indices.getOrDefault(key, keys.size());
    }

    /** The bytes by which the table would grow with this key. */
    int growthWith(String key) {
        return indices.containsKey(key) ? 0 : ProtoWriter.fieldLength(utf8Length(key));
    }

    void add(String key) {
        if (indices.putIfAbsent(key, keys.size()) == null) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            keys.add(bytes);
            length += ProtoWriter.fieldLength(bytes.length);
        }
    }

    /** The table's encoded length in bytes. */
    int length() {
        return length;
    }

    void writeTo(ProtoWriter out) {
        keys.forEach(key -> out.bytesField(tag, key));
    }

    /** As String.getBytes would have it (an unpaired surrogate becomes one "?"), without making the bytes. */
    static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 ? 1 : extraBytesOf(text, i, c);
            }
        }
        return bytes;
    }

    /** A pair of surrogates takes four bytes for two characters: one more for each. */
    private static int extraBytesOf(String text, int i, char c) {
        if (!Character.isSurrogate(c)) {
            return 2;
        }
        boolean paired = Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return paired ? 1 : 0;
    }
}
