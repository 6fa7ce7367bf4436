package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The functions of conditions, and the operands that they and the comparisons take. */
final class FunctionParser {
    private static final Set<String> PREDICATES =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");

    private final Tokens tokens;

    FunctionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Operand operand() {
        if (tokens.atFunction()) {
            return size();
        }
        return tokens.atPath() ? tokens.path() : new Operand.Literal(tokens.value());
    }

    private Operand size() {
        String function = tokens.take().text();
        if (PREDICATES.contains(function)) {
            throw tokens.error(
                    "The function is not allowed to be used this way in an expression; function: " + function);
        }
        if (!function.equals("size")) {
            throw unknown(function);
        }
        Operand of = arguments(function, 1).get(0);
        Type type = of.knownType();
        if (type == Type.N || type == Type.BOOL || type == Type.NULL) {
            throw tokens.wrongType(function, type);
        }
        return new Operand.SizeOf(of);
    }

    Condition predicate() {
        String function = tokens.take().text();
        return switch (function) {
            case "attribute_exists" -> new Condition.Exists(path(function, arguments(function, 1)));
            case "attribute_not_exists" ->
                new Condition.Not(new Condition.Exists(path(function, arguments(function, 1))));
            case "attribute_type" -> attributeType(function, arguments(function, 2));
            case "begins_with" -> beginsWith(function, arguments(function, 2));
            case "contains" -> contains(function, arguments(function, 2));
            default -> throw unknown(function);
        };
    }

    private RuntimeException unknown(String function) {
        return tokens.error("Invalid function name; function: " + function);
    }

    private List<Operand> arguments(String function, int wanted) {
        tokens.expectSymbol("(");
        List<Operand> arguments = new ArrayList<>();
        do {
            arguments.add(operand());
        } while (tokens.takeSymbol(","));
        tokens.expectSymbol(")");
        if (arguments.size() != wanted) {
            throw tokens.wrongCount(function, arguments.size());
        }
        return arguments;
    }

    private Path path(String function, List<Operand> arguments) {
        if (arguments.get(0) instanceof Path path) {
            return path;
        }
        throw tokens.needsPath(function);
    }

    private Condition attributeType(String function, List<Operand> arguments) {
        Path path = path(function, arguments);
        if (!(arguments.get(1) instanceof Operand.Literal literal && literal.value() instanceof Value.Text name)) {
            throw tokens.wrongType(function, arguments.get(1).knownType());
        }
        Type type = Type.named(name.text());
        if (type == null) {
            throw tokens.error("Invalid attribute type name found; type: " + name.text()
                    + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
        }
        return new Condition.HasType(path, type);
    }

    private Condition beginsWith(String function, List<Operand> arguments) {
        for (Operand argument : arguments) {
            Type type = argument.knownType();
            if (type != null && type != Type.S && type != Type.B) {
                throw tokens.wrongType(function, type);
            }
        }
        requireDistinct(function, arguments);
        return new Condition.BeginsWith(arguments.get(0), arguments.get(1));
    }

    private Condition contains(String function, List<Operand> arguments) {
        requireDistinct(function, arguments);
        return new Condition.Contains(arguments.get(0), arguments.get(1));
    }

    private void requireDistinct(String function, List<Operand> arguments) {
        if (arguments.get(0) instanceof Path path && path.equals(arguments.get(1))) {
            throw tokens.error("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + function + ", first operand: " + path);
        }
    }
}
