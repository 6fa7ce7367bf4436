package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.server.AwsException;
import org.jspecify.annotations.Nullable;

/** What a table demands of keys and items. */
final class ItemRules {
    private static final int MAX_ITEM_BYTES = 400 * 1024;
    private static final int MAX_HASH_BYTES = 2048;
    private static final int MAX_RANGE_BYTES = 1024;

    private ItemRules() {}

    /** A key as Get, Update and Delete take it: the key attributes, of their types, and no others. */
    static void checkKey(Table table, Value.Document key) {
        KeySchema schema = table.key();
        if (!key.entries().keySet().equals(schema.types().keySet())) {
            throw keyDoesNotMatch();
        }
        for (String attribute : schema.attributes()) {
            Value value = present(key, attribute);
            if (value.type() != schema.type(attribute)) {
                throw keyDoesNotMatch();
            }
            checkKeyValue(schema, attribute, value);
        }
    }

    static AwsException keyDoesNotMatch() {
        return Invalid.request("The provided key element does not match the schema");
    }

    private static Value present(Value.Document item, String attribute) {
        Value value = item.get(attribute);
        if (value == null) {
            throw Invalid.parameters("Missing the key " + attribute + " in the item");
        }
        return value;
    }

    private static void checkKeyValue(KeySchema schema, String attribute, Value value) {
        int max = attribute.equals(schema.hash()) ? MAX_HASH_BYTES : MAX_RANGE_BYTES;
        if (value.size() == 0) {
            throw Invalid.request(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot"
                            + " contain an empty " + value.type().longName().toLowerCase(java.util.Locale.ROOT)
                            + " value. Key: "
                            + attribute);
        }
        if (value.type() != Type.N && value.size() > max) {
            throw Invalid.parameters("Size of " + (max == MAX_HASH_BYTES ? "hashkey" : "rangekey")
                    + " has exceeded the maximum size limit of " + max + " bytes");
        }
    }

    /** A whole item about to be stored. */
    static void checkItem(Table table, Value.Document item) {
        KeySchema schema = table.key();
        for (String attribute : schema.attributes()) {
            Value value = present(item, attribute);
            if (value.type() != schema.type(attribute)) {
                throw Invalid.parameters("Type mismatch for key " + attribute + " expected: " + schema.type(attribute)
                        + " actual: " + value.type());
            }
            checkKeyValue(schema, attribute, value);
        }
        if (item.itemSize() > MAX_ITEM_BYTES) {
            throw Invalid.request("Item size has exceeded the maximum allowed size");
        }
        table.indexes().forEach(index -> checkIndexKey(index, item));
    }

    private static void checkIndexKey(Index index, Value.Document item) {
        String attribute = mismatch(index, item);
        if (attribute == null) {
            return;
        }
        Value value = present(item, attribute);
        if (value.type() == index.keySchema().type(attribute)) {
            throw Invalid.request(
                    "One or more parameter values are not valid. A value specified for a secondary index key is"
                            + " not supported. The AttributeValue for a key attribute cannot contain an empty "
                            + value.type().longName().toLowerCase(java.util.Locale.ROOT) + " value. IndexName: "
                            + index.name()
                            + ", IndexKey: " + attribute);
        }
        throw Invalid.parameters("Type mismatch for Index Key " + attribute + " Expected: "
                + index.keySchema().type(attribute) + " Actual: " + value.type() + " IndexName: " + index.name());
    }

    /** The index key that the item has with a type or value that the index cannot take; null where there is none. */
    static @Nullable String mismatch(Index index, Value.Document item) {
        for (String attribute : index.keySchema().attributes()) {
            Value value = item.get(attribute);
            if (value != null && (value.type() != index.keySchema().type(attribute) || value.size() == 0)) {
                return attribute;
            }
        }
        return null;
    }
}
