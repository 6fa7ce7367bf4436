package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.expression.Comparator;
import dev.millrace.local.dynamodb.expression.Condition;
import dev.millrace.local.dynamodb.expression.Operand;
import dev.millrace.local.dynamodb.expression.Path;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Query: one partition of a table or index, in the order of its sort keys. */
final class QueryOperation {
    private final Tables tables;

    QueryOperation(Tables tables) {
        this.tables = tables;
    }

    ObjectNode query(Request request) {
        RequestExpressions expressions = new RequestExpressions(request);
        ReadRequest read = new ReadRequest(tables, request, expressions, "QueryFilter");
        Map<String, Condition> conditions = expressions.keyConditions();
        expressions.done();
        KeySchema keys = read.index().keySchema();
        check(keys, conditions);
        refuseFilterOnKeys(keys, read.filter());
        Value partition = partition(keys, conditions);
        Condition sort = keys.range() == null ? null : conditions.get(keys.range());
        boolean forward = !request.has("ScanIndexForward") || request.flag("ScanIndexForward");
        Iterator<Value.Document> rows = rows(read, partition, forward, sort);
        return read.answer(Page.read(rows, read.index(), read.filter(), read.limit()));
    }

    private static void check(KeySchema keys, Map<String, Condition> conditions) {
        if (!conditions.containsKey(keys.hash())) {
            throw missed(keys.hash());
        }
        if (conditions.size() > 2) {
            throw Invalid.request("Conditions can be of length 1 or 2 only");
        }
        if (conditions.size() == 2 && (keys.range() == null || !conditions.containsKey(keys.range()))) {
            throw keys.range() == null ? Invalid.request("Query key condition not supported") : missed(keys.range());
        }
        conditions.forEach((attribute, condition) ->
                operands(condition).forEach(operand -> checkType(keys.type(attribute), operand)));
    }

    private static RuntimeException missed(String attribute) {
        return Invalid.request("Query condition missed key schema element: " + attribute);
    }

    private static List<Operand> operands(Condition condition) {
        if (condition instanceof Condition.Compare compare && compare.comparator() != Comparator.NE) {
            return List.of(compare.right());
        }
        if (condition instanceof Condition.Between between) {
            return List.of(between.low(), between.high());
        }
        if (condition instanceof Condition.BeginsWith beginsWith) {
            return List.of(beginsWith.prefix());
        }
        throw Invalid.request("Attempted conditional constraint is not an indexable operation");
    }

    private static void checkType(Type wanted, Operand operand) {
        if (operand.knownType() != wanted) {
            throw Invalid.parameters("Condition parameter type does not match schema type");
        }
    }

    private static Value partition(KeySchema keys, Map<String, Condition> conditions) {
        if (conditions.get(keys.hash()) instanceof Condition.Compare compare
                && compare.comparator() == Comparator.EQ
                && compare.right() instanceof Operand.Literal literal) {
            return literal.value();
        }
        throw Invalid.request("Query key condition not supported");
    }

    private static void refuseFilterOnKeys(KeySchema keys, @Nullable Condition filter) {
        if (filter != null) {
            filter.paths().map(Path::root).filter(keys::has).findFirst().ifPresent(key -> {
                throw Invalid.request(
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: " + key);
            });
        }
    }

    private static Iterator<Value.Document> rows(
            ReadRequest read, Value partition, boolean forward, @Nullable Condition sort) {
        NavigableMap<Position, Value.Document> rows =
                read.index().rows().subMap(Position.before(partition), false, Position.after(partition), false);
        rows = forward ? rows : rows.descendingMap();
        Position start = read.start();
        if (start != null && !start.parts().get(0).equals(partition)) {
            throw Invalid.request("The provided starting key is outside query boundaries based on provided conditions");
        }
        List<Value.Document> found = new ArrayList<>();
        for (Value.Document item : (start == null ? rows : rows.tailMap(start, false)).values()) {
            if (sort == null || sort.test(item)) {
                found.add(item);
            }
        }
        return found.iterator();
    }
}
