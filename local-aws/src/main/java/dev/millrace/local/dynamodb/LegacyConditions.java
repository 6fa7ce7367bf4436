package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.expression.Comparator;
import dev.millrace.local.dynamodb.expression.Condition;
import dev.millrace.local.dynamodb.expression.Operand;
import dev.millrace.local.dynamodb.expression.Path;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.ValueReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of 2012, still in use: Expected, QueryFilter, ScanFilter, KeyConditions and ConditionalOperator. */
final class LegacyConditions {
    private LegacyConditions() {}

    static @Nullable Condition expected(Request request) {
        if (!request.has("Expected")) {
            return null;
        }
        Map<String, Condition> conditions = new LinkedHashMap<>();
        request.requiredObject("Expected")
                .properties()
                .forEach(entry -> conditions.put(entry.getKey(), expected(entry.getKey(), entry.getValue())));
        return joined(request, conditions.values());
    }

    private static Condition expected(String attribute, JsonNode expectation) {
        if (expectation.hasNonNull("ComparisonOperator")) {
            return comparison(attribute, expectation);
        }
        boolean hasValue = expectation.hasNonNull("Value");
        boolean exists =
                !expectation.hasNonNull("Exists") || expectation.get("Exists").asBoolean();
        if (exists && !hasValue) {
            throw Invalid.parameters("Value must be provided when Exists is "
                    + (expectation.hasNonNull("Exists") ? "true" : "null") + " for Attribute: " + attribute);
        }
        if (!exists && hasValue) {
            throw Invalid.parameters("Value cannot be used when Exists is false for Attribute: " + attribute);
        }
        Path path = Path.of(attribute);
        return exists
                ? new Condition.Compare(Comparator.EQ, path, operand(expectation.get("Value")))
                : new Condition.Not(new Condition.Exists(path));
    }

    /** QueryFilter or ScanFilter; null where it is not given. */
    static @Nullable Condition filter(Request request, String member) {
        return request.has(member)
                ? joined(request, byAttribute(request.requiredObject(member)).values())
                : null;
    }

    static Map<String, Condition> byAttribute(ObjectNode conditions) {
        Map<String, Condition> found = new LinkedHashMap<>();
        conditions
                .properties()
                .forEach(entry -> found.put(entry.getKey(), comparison(entry.getKey(), entry.getValue())));
        return found;
    }

    private static @Nullable Condition joined(Request request, Collection<Condition> conditions) {
        boolean any = request.choice("ConditionalOperator", Set.of("AND", "OR"), "AND")
                .equals("OR");
        Condition all = null;
        for (Condition next : conditions) {
            all = all == null ? next : any ? new Condition.Or(all, next) : new Condition.And(all, next);
        }
        return all;
    }

    private static Condition comparison(String attribute, JsonNode condition) {
        String operator = condition.path("ComparisonOperator").asText();
        List<Operand> values = new ArrayList<>();
        condition.path("AttributeValueList").forEach(value -> values.add(operand(value)));
        requireCount(operator, values.size());
        Path path = Path.of(attribute);
        return switch (operator) {
            case "EQ", "NE" -> new Condition.Compare(Comparator.valueOf(operator), path, values.get(0));
            case "LT", "LE", "GT", "GE" ->
                new Condition.Compare(Comparator.valueOf(operator), path, ordered(operator, values.get(0)));
            case "NULL" -> new Condition.Not(new Condition.Exists(path));
            case "NOT_NULL" -> new Condition.Exists(path);
            case "CONTAINS" -> new Condition.Contains(path, values.get(0));
            case "NOT_CONTAINS" -> new Condition.Not(new Condition.Contains(path, values.get(0)));
            case "BEGINS_WITH" -> new Condition.BeginsWith(path, values.get(0));
            case "IN" -> new Condition.In(path, List.copyOf(values));
            case "BETWEEN" ->
                new Condition.Between(path, ordered(operator, values.get(0)), ordered(operator, values.get(1)));
            default ->
                throw Invalid.request("1 validation error detected: Value '" + operator
                        + "' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [IN,"
                        + " NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]");
        };
    }

    private static void requireCount(String operator, int count) {
        boolean right = switch (operator) {
            case "NULL", "NOT_NULL" -> count == 0;
            case "BETWEEN" -> count == 2;
            case "IN" -> count > 0;
            default -> count == 1;
        };
        if (!right) {
            throw Invalid.parameters("Invalid number of argument(s) for the " + operator + " ComparisonOperator");
        }
    }

    private static Operand ordered(String operator, Operand operand) {
        Type type = operand.knownType();
        if (type != null && !type.isOrdered()) {
            throw Invalid.parameters(
                    "ComparisonOperator " + operator + " is not valid for " + type + " AttributeValue type");
        }
        return operand;
    }

    private static Operand operand(JsonNode value) {
        return new Operand.Literal(ValueReader.read(value));
    }
}
