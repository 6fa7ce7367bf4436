package dev.millrace.local.dynamodb.expression;

import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a KeyConditionExpression apart: conditions on one top-level attribute each, joined by AND alone. */
final class KeyConditions {
    private KeyConditions() {}

    static Map<String, Condition> byAttribute(Tokens tokens, Condition condition) {
        Map<String, Condition> found = new LinkedHashMap<>();
        collect(tokens, condition, found);
        return found;
    }

    private static void collect(Tokens tokens, Condition condition, Map<String, Condition> found) {
        if (condition instanceof Condition.And and) {
            collect(tokens, and.left(), found);
            collect(tokens, and.right(), found);
        } else if (found.put(attribute(tokens, subject(tokens, condition)), condition) != null) {
            throw tokens.error("KeyConditionExpressions must only contain one condition per key");
        }
    }

    /** The operand that the condition is about; the others must be given values. */
    private static Operand subject(Tokens tokens, Condition condition) {
        if (condition instanceof Condition.Compare compare && compare.comparator() != Comparator.NE) {
            requireLiteral(tokens, compare.right());
            return compare.left();
        }
        if (condition instanceof Condition.Between between) {
            requireLiteral(tokens, between.low());
            requireLiteral(tokens, between.high());
            return between.operand();
        }
        if (condition instanceof Condition.BeginsWith beginsWith) {
            requireLiteral(tokens, beginsWith.prefix());
            return beginsWith.operand();
        }
        throw tokens.error("Invalid operator used in KeyConditionExpression: " + operator(condition));
    }

    private static void requireLiteral(Tokens tokens, Operand operand) {
        if (!(operand instanceof Operand.Literal)) {
            throw tokens.error(
                    "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
        }
    }

    private static String attribute(Tokens tokens, Operand subject) {
        if (!(subject instanceof Path path)) {
            throw tokens.error("Invalid condition in KeyConditionExpression: No attribute name used in the condition");
        }
        if (!path.isTopLevel()) {
            throw tokens.error("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        return path.root();
    }

    private static String operator(Condition condition) {
        if (condition instanceof Condition.Or) {
            return "OR";
        }
        if (condition instanceof Condition.Not not) {
            return not.inner() instanceof Condition.Exists ? "attribute_not_exists" : "NOT";
        }
        if (condition instanceof Condition.Exists) {
            return "attribute_exists";
        }
        if (condition instanceof Condition.HasType) {
            return "attribute_type";
        }
        if (condition instanceof Condition.Contains) {
            return "contains";
        }
        return condition instanceof Condition.In ? "IN" : "<>";
    }
}
