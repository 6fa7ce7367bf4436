package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operations on one table consumed, in capacity units, and how an answer shows it. */
final class Capacity {
    private static final double READ_BYTES = 4096;
    private static final double WRITE_BYTES = 1024;

    private final Table table;
    private double onTable;
    private final Map<Index, Double> onIndexes = new LinkedHashMap<>();

    Capacity(Table table) {
        this.table = table;
    }

    /** A read that touched {@code bytes}: half a unit per 4 KB begun, a whole one where consistency is asked for. */
    Capacity read(Index index, long bytes, boolean consistent) {
        double units = Math.max(1, Math.ceil(bytes / READ_BYTES)) * (consistent ? 1 : 0.5);
        if (index.isGlobal()) {
            onIndexes.merge(index, units, Double::sum);
        } else {
            onTable += units;
        }
        return this;
    }

    /** A write: a unit per KB begun of the larger of both items, and as much again for each index entry that changes. */
    Capacity write(Write.Change change) {
        onTable += Math.max(1, Math.max(units(change.old()), units(change.now())));
        for (Index index : table.indexes()) {
            double units = indexUnits(index, change.old(), change.now());
            if (units > 0) {
                onIndexes.merge(index, units, Double::sum);
            }
        }
        return this;
    }

    /** Transactions cost twice: once to prepare, once to commit. */
    Capacity doubled() {
        onTable *= 2;
        onIndexes.replaceAll((index, units) -> units * 2);
        return this;
    }

    private static double units(Value.@Nullable Document item) {
        return item == null ? 0 : Math.ceil(item.itemSize() / WRITE_BYTES);
    }

    private static double indexUnits(Index index, Value.@Nullable Document old, Value.@Nullable Document now) {
        Position from = old == null ? null : index.position(old);
        Position to = now == null ? null : index.position(now);
        Value.Document before = old == null || from == null ? null : index.view(old);
        Value.Document after = now == null || to == null ? null : index.view(now);
        if (before == null || after == null || !Objects.equals(from, to)) {
            return units(before) + units(after);
        }
        return before.equals(after) ? 0 : Math.max(units(before), units(after));
    }

    /** Adds ConsumedCapacity to an answer if the request wants it. */
    void answer(Request request, ObjectNode answer) {
        String detail = detail(request);
        if (!detail.equals("NONE")) {
            describe(detail, answer.putObject("ConsumedCapacity"));
        }
    }

    static String detail(Request request) {
        return request.choice("ReturnConsumedCapacity", Set.of("INDEXES", "TOTAL", "NONE"), "NONE");
    }

    void describe(String detail, ObjectNode into) {
        double total = onTable
                + onIndexes.values().stream().mapToDouble(Double::doubleValue).sum();
        into.put("TableName", table.name()).put("CapacityUnits", total);
        if (detail.equals("INDEXES")) {
            into.putObject("Table").put("CapacityUnits", onTable);
            onIndexes.forEach((index, units) -> into.withObjectProperty(
                            index.isGlobal() ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes")
                    .putObject(String.valueOf(index.name()))
                    .put("CapacityUnits", units));
        }
    }

    static void refuseUnknownMetrics(Request request) {
        if (!request.choice("ReturnItemCollectionMetrics", Set.of("SIZE", "NONE"), "NONE")
                .equals("NONE")) {
            throw Invalid.request("ReturnItemCollectionMetrics is available here as NONE only");
        }
    }
}
