package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.expression.Condition;
import dev.millrace.local.dynamodb.expression.Path;
import dev.millrace.local.dynamodb.expression.Projection;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueReader;
import dev.millrace.local.dynamodb.value.ValueWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Query and Scan have in common: where they read, what they show of it, and how they answer. */
final class ReadRequest {
    private static final Set<String> SELECT =
            Set.of("ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES");

    private final Request request;
    private final Table table;
    private final Index index;
    private final @Nullable Projection projection;
    private final @Nullable Condition filter;
    private final String select;

    ReadRequest(Tables tables, Request request, RequestExpressions expressions, String legacyFilter) {
        this.request = request;
        this.table = tables.get(request.requiredText("TableName"));
        this.index = table.index(request.text("IndexName"));
        this.projection = expressions.projection();
        this.filter = expressions.filter(legacyFilter);
        this.select = select();
        refuseInconsistency();
        refuseUnprojected();
    }

    private String select() {
        String usual = projection != null
                ? "SPECIFIC_ATTRIBUTES"
                : index.name() == null ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
        String asked = request.choice("Select", SELECT, usual);
        if (asked.equals("SPECIFIC_ATTRIBUTES") == (projection == null)) {
            throw Invalid.request(
                    projection == null
                            ? "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
                            : "Cannot specify the ProjectionExpression when choosing to get " + asked);
        }
        if (asked.equals("ALL_PROJECTED_ATTRIBUTES") && index.name() == null) {
            throw Invalid.request("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
        return asked;
    }

    private void refuseInconsistency() {
        if (index.isGlobal() && request.flag("ConsistentRead")) {
            throw Invalid.request("Consistent reads are not supported on global secondary indexes");
        }
    }

    /** A local index fetches from the table what it lacks; a global one cannot. */
    private void refuseUnprojected() {
        Index.Projected projected = index.projected();
        if (!index.isGlobal() || projected.kind().equals("ALL")) {
            return;
        }
        if (select.equals("ALL_ATTRIBUTES")) {
            throw Invalid.parameters("Select type ALL_ATTRIBUTES is not supported for global secondary index "
                    + index.name() + " because its projection type is not ALL");
        }
        List<String> missing = projection == null
                ? List.of()
                : projection.paths().stream()
                        .map(Path::root)
                        .filter(root -> !projected.nonKeyAttributes().contains(root)
                                && !index.keyAttributes().contains(root))
                        .distinct()
                        .toList();
        if (!missing.isEmpty()) {
            throw Invalid.parameters("Global secondary index " + index.name() + " does not project " + missing);
        }
    }

    Index index() {
        return index;
    }

    @Nullable
    Condition filter() {
        return filter;
    }

    int limit() {
        return request.number("Limit", 1, Integer.MAX_VALUE);
    }

    /** The row that ExclusiveStartKey names; null to start at the beginning. */
    @Nullable
    Position start() {
        if (!request.has("ExclusiveStartKey")) {
            return null;
        }
        Value.Document key = ValueReader.readItem(request.required("ExclusiveStartKey"));
        Position position = index.position(key);
        boolean fits = key.entries().keySet().equals(Set.copyOf(index.keyAttributes()))
                && ItemRules.mismatch(index, key) == null
                && ItemRules.mismatch(table.primary(), key) == null;
        if (position == null || !fits) {
            throw Invalid.request("The provided starting key is invalid");
        }
        return position;
    }

    ObjectNode answer(Page page) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!select.equals("COUNT")) {
            var items = answer.putArray("Items");
            page.items().forEach(item -> items.add(ValueWriter.writeItem(shown(item))));
        }
        answer.put("Count", page.items().size()).put("ScannedCount", page.scanned());
        if (page.last() != null) {
            Projection key =
                    new Projection(index.keyAttributes().stream().map(Path::of).toList());
            answer.set("LastEvaluatedKey", ValueWriter.writeItem(key.of(page.last())));
        }
        new Capacity(table)
                .read(index, page.bytes(), request.flag("ConsistentRead"))
                .answer(request, answer);
        return answer;
    }

    private Value.Document shown(Value.Document item) {
        return switch (select) {
            case "ALL_ATTRIBUTES" -> item;
            case "SPECIFIC_ATTRIBUTES" -> projection == null ? item : projection.of(item);
            default -> index.view(item);
        };
    }
}
