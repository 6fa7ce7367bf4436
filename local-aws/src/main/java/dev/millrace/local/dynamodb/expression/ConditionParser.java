package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recursive descent over conditions: OR binds weakest, then AND, then NOT, then comparisons and functions. */
final class ConditionParser {
    /** DynamoDB allows 300 operators; more nesting than that would only serve to exhaust the stack. */
    private static final int MAX_OPERATORS = 300;

    private static final int MAX_IN_OPERANDS = 100;

    private final Tokens tokens;
    private final FunctionParser functions;
    private int operators;
    /** What the last closed parentheses held: the same thing in parentheses again is refused. */
    private @Nullable Condition innermostGroup;

    ConditionParser(Tokens tokens) {
        this.tokens = tokens;
        this.functions = new FunctionParser(tokens);
    }

    Condition parse() {
        Condition condition = or();
        tokens.expectEnd();
        return condition;
    }

    private Condition or() {
        Condition left = and();
        while (tokens.takeKeyword("OR")) {
            count();
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (tokens.takeKeyword("AND")) {
            count();
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        if (tokens.takeKeyword("NOT")) {
            count();
            return new Condition.Not(not());
        }
        return tokens.takeSymbol("(") ? parenthesized() : predicate();
    }

    private Condition parenthesized() {
        count();
        Condition inner = or();
        tokens.expectSymbol(")");
        if (inner == innermostGroup) {
            throw tokens.error("The expression has redundant parentheses;");
        }
        innermostGroup = inner;
        return inner;
    }

    private void count() {
        if (++operators > MAX_OPERATORS) {
            throw tokens.error("The expression contains too many operators; operator count: " + operators);
        }
    }

    private Condition predicate() {
        if (tokens.atFunction() && !tokens.peek().text().equals("size")) {
            return functions.predicate();
        }
        Operand left = functions.operand();
        if (tokens.takeKeyword("BETWEEN")) {
            return between(left);
        }
        if (tokens.takeKeyword("IN")) {
            return in(left);
        }
        Comparator comparator = Comparator.of(tokens.peek().text());
        if (comparator == null) {
            throw tokens.syntaxError();
        }
        tokens.take();
        return compare(comparator, left, functions.operand());
    }

    private Condition compare(Comparator comparator, Operand left, Operand right) {
        if (comparator.needsOrder()) {
            requireOrdered(comparator.symbol(), left);
            requireOrdered(comparator.symbol(), right);
        }
        if (left instanceof Path && left.equals(right)) {
            throw tokens.error("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + comparator.symbol() + ", first operand: " + left);
        }
        return new Condition.Compare(comparator, left, right);
    }

    private Condition between(Operand operand) {
        Operand low = functions.operand();
        if (!tokens.takeKeyword("AND")) {
            throw tokens.syntaxError();
        }
        Operand high = functions.operand();
        requireOrdered("BETWEEN", operand);
        requireOrdered("BETWEEN", low);
        requireOrdered("BETWEEN", high);
        if (low instanceof Operand.Literal from && high instanceof Operand.Literal to) {
            requireBounds(from.value(), to.value());
        }
        return new Condition.Between(operand, low, high);
    }

    private void requireBounds(Value low, Value high) {
        String bounds =
                "lower bound operand: " + Described.value(low) + ", upper bound operand: " + Described.value(high);
        if (low.type() != high.type()) {
            throw tokens.error("The BETWEEN operator requires same data type for lower and upper bounds; " + bounds);
        }
        if (Value.compare(low, high) > 0) {
            throw tokens.error(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " + bounds);
        }
    }

    private void requireOrdered(String operator, Operand operand) {
        Type type = operand.knownType();
        if (type != null && !type.isOrdered()) {
            throw tokens.wrongType(operator, type);
        }
    }

    private Condition in(Operand operand) {
        tokens.expectSymbol("(");
        List<Operand> candidates = new ArrayList<>();
        do {
            candidates.add(functions.operand());
        } while (tokens.takeSymbol(","));
        tokens.expectSymbol(")");
        if (candidates.size() > MAX_IN_OPERANDS) {
            throw tokens.wrongCount("IN", candidates.size() + 1);
        }
        return new Condition.In(operand, List.copyOf(candidates));
    }
}
