package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Type;

/** The right-hand sides of SET: operands and functions, with at most one plus or minus between two. */
final class AssignedParser {
    private final Tokens tokens;

    AssignedParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Assigned parse() {
        Assigned left = term();
        if (tokens.takeSymbol("+")) {
            return new Assigned.Sum(typed("+", Type.N, left), typed("+", Type.N, term()));
        }
        if (tokens.takeSymbol("-")) {
            return new Assigned.Difference(typed("-", Type.N, left), typed("-", Type.N, term()));
        }
        return left;
    }

    private Assigned term() {
        if (tokens.takeSymbol("(")) {
            Assigned inner = parse();
            tokens.expectSymbol(")");
            return inner;
        }
        if (tokens.atFunction()) {
            return function(tokens.take().text());
        }
        return new Assigned.Plain(tokens.atPath() ? tokens.path() : new Operand.Literal(tokens.value()));
    }

    private Assigned function(String function) {
        return switch (function) {
            case "if_not_exists" -> ifNotExists(function);
            case "list_append" -> listAppend(function);
            case "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size" ->
                throw tokens.error("The function is not allowed in an update expression; function: " + function);
            default -> throw tokens.error("Invalid function name; function: " + function);
        };
    }

    private Assigned ifNotExists(String function) {
        tokens.expectSymbol("(");
        Assigned first = term();
        Assigned fallback = second(function);
        if (first instanceof Assigned.Plain plain && plain.operand() instanceof Path path) {
            return new Assigned.IfNotExists(path, fallback);
        }
        throw tokens.needsPath(function);
    }

    private Assigned listAppend(String function) {
        tokens.expectSymbol("(");
        Assigned first = typed(function, Type.L, term());
        return new Assigned.ListAppend(first, typed(function, Type.L, second(function)));
    }

    /** The second and last argument, with the parenthesis behind it. */
    private Assigned second(String function) {
        if (tokens.takeSymbol(")")) {
            throw tokens.wrongCount(function, 1);
        }
        tokens.expectSymbol(",");
        Assigned second = term();
        int count = 2;
        while (tokens.takeSymbol(",")) {
            term();
            count++;
        }
        tokens.expectSymbol(")");
        if (count > 2) {
            throw tokens.wrongCount(function, count);
        }
        return second;
    }

    private Assigned typed(String operator, Type wanted, Assigned value) {
        Type type = value.knownType();
        if (type != null && type != wanted) {
            throw tokens.wrongType(operator, type);
        }
        return value;
    }
}
