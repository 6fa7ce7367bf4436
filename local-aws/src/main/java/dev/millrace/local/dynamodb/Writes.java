package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.expression.Condition;
import dev.millrace.local.dynamodb.expression.Path;
import dev.millrace.local.dynamodb.expression.Update;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads puts, updates, deletes and condition checks: alone, in a batch or in a transaction they look the same. */
final class Writes {
    private final Tables tables;

    Writes(Tables tables) {
        this.tables = tables;
    }

    Write put(Request request) {
        RequestExpressions expressions = new RequestExpressions(request);
        Table table = tables.get(request.requiredText("TableName"));
        Value.Document item = ValueReader.readItem(request.required("Item"));
        ItemRules.checkItem(table, item);
        Condition condition = expressions.condition();
        expressions.done();
        return new Write(table, keyOf(table, item), condition, old -> item, showsOld(request));
    }

    private static Value.Document keyOf(Table table, Value.Document item) {
        Map<String, Value> key = new HashMap<>(item.entries());
        key.keySet().retainAll(table.key().attributes());
        return new Value.Document(key);
    }

    Write delete(Request request) {
        return keyed(request, old -> null);
    }

    Write check(Request request) {
        request.required("ConditionExpression");
        return keyed(request, old -> old);
    }

    private Write keyed(Request request, Write.Effect effect) {
        RequestExpressions expressions = new RequestExpressions(request);
        Table table = tables.get(request.requiredText("TableName"));
        Value.Document key = key(table, request);
        Condition condition = expressions.condition();
        expressions.done();
        return new Write(table, key, condition, effect, showsOld(request));
    }

    static Value.Document key(Table table, Request request) {
        Value.Document key = ValueReader.readItem(request.required("Key"));
        ItemRules.checkKey(table, key);
        return key;
    }

    /** An update with what it touches, which ReturnValues may ask for. */
    record KeyedUpdate(Write write, Update update) {}

    KeyedUpdate update(Request request) {
        RequestExpressions expressions = new RequestExpressions(request);
        Table table = tables.get(request.requiredText("TableName"));
        Value.Document key = key(table, request);
        Condition condition = expressions.condition();
        Update update = expressions.update();
        expressions.done();
        refuseKeyUpdate(table, update);
        Write.Effect effect =
                old -> createsNothing(request, update, old) ? null : update.apply(old == null ? key : old);
        return new KeyedUpdate(new Write(table, key, condition, effect, showsOld(request)), update);
    }

    private static void refuseKeyUpdate(Table table, Update update) {
        for (Path path : update.paths()) {
            if (table.key().has(path.root())) {
                throw Invalid.parameters(
                        "Cannot update attribute " + path.root() + ". This attribute is part of the key");
            }
        }
    }

    /** The legacy DELETE action makes no item where there was none; an expression's REMOVE does. */
    private static boolean createsNothing(Request request, Update update, Value.@Nullable Document old) {
        return old == null
                && request.has("AttributeUpdates")
                && !update.actions().isEmpty()
                && update.actions().stream().noneMatch(Writes::adds);
    }

    private static boolean adds(Update.Action action) {
        return action instanceof Update.Action.Set || action instanceof Update.Action.Add;
    }

    private static boolean showsOld(Request request) {
        return request.choice("ReturnValuesOnConditionCheckFailure", Set.of("ALL_OLD", "NONE"), "NONE")
                .equals("ALL_OLD");
    }
}
