package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The partition key and the sort key, where there is one, of a table or index, with their types. */
record KeySchema(String hash, @Nullable String range, Map<String, Type> types) {
    List<String> attributes() {
        return range == null ? List.of(hash) : List.of(hash, range);
    }

    Type type(String attribute) {
        Type type = types.get(attribute);
        if (type == null) {
            throw new IllegalArgumentException(attribute + " is no key attribute");
        }
        return type;
    }

    boolean has(String attribute) {
        return types.containsKey(attribute);
    }

    /** The key attributes' values; null where the item lacks one. */
    @Nullable
    List<Value> values(Value.Document item) {
        List<Value> values = new ArrayList<>(2);
        for (String attribute : attributes()) {
            Value value = item.get(attribute);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }
}
