package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.server.AwsException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table: its items, its indexes, and settings that change. Guarded by the service's lock. */
final class Table {
    private final String name;
    private final String arn;
    private final String id = UUID.randomUUID().toString();
    private final Instant created;
    private final Index primary;
    private final Map<String, Index> indexes = new LinkedHashMap<>();
    private final TableSettings settings;

    Table(String name, String arn, Instant created, KeySchema key, TableSettings settings) {
        this.name = name;
        this.arn = arn;
        this.created = created;
        this.primary = Index.primary(key);
        this.settings = settings;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    TableSettings settings() {
        return settings;
    }

    Index primary() {
        return primary;
    }

    KeySchema key() {
        return primary.keySchema();
    }

    Collection<Index> indexes() {
        return indexes.values();
    }

    boolean hasIndex(String index) {
        return indexes.containsKey(index);
    }

    /** The named index, or the table itself for null. */
    Index index(@Nullable String index) {
        Index found = index == null ? primary : indexes.get(index);
        if (found == null) {
            throw Invalid.request("The table does not have the specified index: " + index);
        }
        return found;
    }

    /** Adds an index and fills it with what is there; items whose attributes have other types stay out, as on AWS. */
    void addIndex(Index index) {
        primary.rows().values().stream()
                .filter(item -> ItemRules.mismatch(index, item) == null)
                .forEach(index::add);
        indexes.put(String.valueOf(index.name()), index);
    }

    void removeIndex(String index) {
        if (indexes.remove(index) == null) {
            throw AwsException.badRequest(
                    "ResourceNotFoundException", "Requested resource not found: Index: " + index + " not found");
        }
    }

    Value.@Nullable Document get(Value.Document key) {
        Position position = primary.position(key);
        return position == null ? null : primary.rows().get(position);
    }

    /** Puts {@code now} where {@code before} was; null stands for no item. Both have the same key. */
    void replace(Value.@Nullable Document before, Value.@Nullable Document now) {
        if (before != null) {
            primary.remove(before);
            indexes.values().forEach(index -> index.remove(before));
        }
        if (now != null) {
            primary.add(now);
            indexes.values().forEach(index -> index.add(now));
        }
    }
}
