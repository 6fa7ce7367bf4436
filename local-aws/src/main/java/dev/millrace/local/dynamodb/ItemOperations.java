package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.expression.Projection;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GetItem, PutItem, UpdateItem and DeleteItem. */
final class ItemOperations {
    private static final Set<String> RETURN_VALUES = Set.of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW");

    private final Tables tables;
    private final Writes writes;

    ItemOperations(Tables tables) {
        this.tables = tables;
        this.writes = new Writes(tables);
    }

    ObjectNode get(Request request) {
        Table table = tables.get(request.requiredText("TableName"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Capacity capacity = new Capacity(table);
        Value.Document item = read(table, request, capacity);
        if (item != null) {
            answer.set("Item", ValueWriter.writeItem(item));
        }
        capacity.answer(request, answer);
        return answer;
    }

    /** The item that a request's Key names, as far as its projection goes; null where there is none. */
    static Value.@Nullable Document read(Table table, Request request, Capacity capacity) {
        RequestExpressions expressions = new RequestExpressions(request);
        Value.Document key = Writes.key(table, request);
        Projection projection = expressions.projection();
        expressions.done();
        Value.Document item = table.get(key);
        capacity.read(table.primary(), item == null ? 0 : item.itemSize(), request.flag("ConsistentRead"));
        return item == null || projection == null ? item : projection.of(item);
    }

    ObjectNode put(Request request) {
        String wanted = oldOrNone(request);
        return answer(request, commit(request, writes.put(request)), wanted, null);
    }

    ObjectNode delete(Request request) {
        String wanted = oldOrNone(request);
        return answer(request, commit(request, writes.delete(request)), wanted, null);
    }

    ObjectNode update(Request request) {
        String wanted = request.choice("ReturnValues", RETURN_VALUES, "NONE");
        Writes.KeyedUpdate update = writes.update(request);
        Write.Change change = commit(request, update.write());
        return answer(request, change, wanted, new Projection(update.update().paths()));
    }

    private static String oldOrNone(Request request) {
        String wanted = request.choice("ReturnValues", RETURN_VALUES, "NONE");
        if (!wanted.equals("NONE") && !wanted.equals("ALL_OLD")) {
            throw Invalid.request("Return values set to invalid value");
        }
        return wanted;
    }

    private static Write.Change commit(Request request, Write write) {
        Capacity.refuseUnknownMetrics(request);
        Write.Change change = write.prepare();
        change.commit();
        return change;
    }

    private static ObjectNode answer(
            Request request, Write.Change change, String wanted, @Nullable Projection touched) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Value.Document attributes = wanted.endsWith("_NEW") ? change.now() : change.old();
        if (attributes != null && touched != null && wanted.startsWith("UPDATED_")) {
            attributes = touched.of(attributes);
        }
        if (!wanted.equals("NONE")
                && attributes != null
                && !attributes.entries().isEmpty()) {
            answer.set("Attributes", ValueWriter.writeItem(attributes));
        }
        new Capacity(change.table()).write(change).answer(request, answer);
        return answer;
    }
}
