package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.expression.Path;
import dev.millrace.local.dynamodb.expression.Projection;
import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Items in the order of one key schema: a table's own, or a secondary index. Guarded by the service's lock. */
final class Index {
    /** What a secondary index keeps of an item; {@code kind} is ALL, KEYS_ONLY or INCLUDE. */
    record Projected(String kind, List<String> nonKeyAttributes) {
        static final Projected ALL = new Projected("ALL", List.of());
    }

    private final @Nullable String name;
    private final boolean global;
    private final KeySchema keySchema;
    private final KeySchema tableKey;
    private final Projected projected;
    private final @Nullable Projection projection;
    private final NavigableMap<Position, Value.Document> rows = new TreeMap<>();

    private Index(@Nullable String name, boolean global, KeySchema keySchema, KeySchema tableKey, Projected projected) {
        this.name = name;
        this.global = global;
        this.keySchema = keySchema;
        this.tableKey = tableKey;
        this.projected = projected;
        this.projection = projected.kind().equals("ALL") ? null : projection();
    }

    static Index primary(KeySchema key) {
        return new Index(null, false, key, key, Projected.ALL);
    }

    static Index secondary(String name, boolean global, KeySchema keySchema, KeySchema tableKey, Projected projected) {
        return new Index(name, global, keySchema, tableKey, projected);
    }

    private Projection projection() {
        Set<String> kept = new LinkedHashSet<>(keyAttributes());
        kept.addAll(projected.nonKeyAttributes());
        return new Projection(kept.stream().map(Path::of).toList());
    }

    /** Null for the table itself. */
    @Nullable
    String name() {
        return name;
    }

    boolean isGlobal() {
        return global;
    }

    KeySchema keySchema() {
        return keySchema;
    }

    Projected projected() {
        return projected;
    }

    NavigableMap<Position, Value.Document> rows() {
        return rows;
    }

    /** Its own key attributes and the table's: what tells one row from all others. */
    List<String> keyAttributes() {
        Set<String> attributes = new LinkedHashSet<>(keySchema.attributes());
        attributes.addAll(tableKey.attributes());
        return List.copyOf(attributes);
    }

    /** Null where the item lacks one of the index's keys: then the index does not have it. */
    @Nullable
    Position position(Value.Document item) {
        List<Value> own = keySchema.values(item);
        if (own == null || name == null) {
            return own == null ? null : Position.of(own);
        }
        List<Value> table = tableKey.values(item);
        if (table == null) {
            return null;
        }
        List<Value> parts = new ArrayList<>(own);
        parts.addAll(table);
        return Position.of(parts);
    }

    /** What the index has of an item. */
    Value.Document view(Value.Document item) {
        return projection == null ? item : projection.of(item);
    }

    void add(Value.Document item) {
        Position position = position(item);
        if (position != null) {
            rows.put(position, item);
        }
    }

    void remove(Value.Document item) {
        Position position = position(item);
        if (position != null) {
            rows.remove(position);
        }
    }

    long bytes() {
        return rows.values().stream().mapToLong(item -> view(item).itemSize()).sum();
    }
}
