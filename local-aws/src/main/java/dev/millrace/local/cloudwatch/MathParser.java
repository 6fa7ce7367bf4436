package dev.millrace.local.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a metric math expression and computes it on the way. OR binds weakest, then AND, comparisons, sums, products, powers. */
final class MathParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<number>\\d+\\.?\\d*(?:[eE][+-]?\\d+)?|\\.\\d+)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<text>\"[^\"]*\"|'[^']*')"
                    + "|(?<symbol>&&|\\|\\||<=|>=|==|!=|\\S))");
    private static final int MAX_DEPTH = 100;

    private final String expression;
    private final List<String> tokens = new ArrayList<>();
    private final MathFunctions functions;
    private int next;
    private int depth;

    MathParser(String expression, MathFunctions functions) {
        this.expression = expression;
        this.functions = functions;
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group().strip());
            matcher.region(matcher.end(), expression.length());
        }
    }

    MathValue compute() {
        MathValue value = or();
        if (next < tokens.size()) {
            throw error();
        }
        return value;
    }

    private MathValue or() {
        MathValue left = and();
        while (take("||") || take("OR")) {
            left = left.combine(and(), (a, b) -> truth(a != 0 || b != 0));
        }
        return left;
    }

    private MathValue and() {
        MathValue left = comparison();
        while (take("&&") || take("AND")) {
            left = left.combine(comparison(), (a, b) -> truth(a != 0 && b != 0));
        }
        return left;
    }

    private MathValue comparison() {
        MathValue left = sum();
        DoubleBinaryOperator operator = comparator();
        if (operator == null) {
            return left;
        }
        next++;
        return left.combine(sum(), operator);
    }

    private @Nullable DoubleBinaryOperator comparator() {
        return switch (peek()) {
            case "<" -> (a, b) -> truth(a < b);
            case "<=" -> (a, b) -> truth(a <= b);
            case ">" -> (a, b) -> truth(a > b);
            case ">=" -> (a, b) -> truth(a >= b);
            case "==" -> (a, b) -> truth(a == b);
            case "!=" -> (a, b) -> truth(a != b);
            default -> null;
        };
    }

    static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private MathValue sum() {
        MathValue left = product();
        while (true) {
            if (take("+")) {
                left = left.combine(product(), Double::sum);
            } else if (take("-")) {
                left = left.combine(product(), (a, b) -> a - b);
            } else {
                return left;
            }
        }
    }

    private MathValue product() {
        MathValue left = power();
        while (true) {
            if (take("*")) {
                left = left.combine(power(), (a, b) -> a * b);
            } else if (take("/")) {
                left = left.combine(power(), (a, b) -> a / b);
            } else {
                return left;
            }
        }
    }

    private MathValue power() {
        MathValue base = unary();
        return take("^") ? base.combine(power(), Math::pow) : base;
    }

    private MathValue unary() {
        if (++depth > MAX_DEPTH) {
            throw error();
        }
        MathValue value = take("-") ? unary().map(number -> -number) : primary();
        depth--;
        return value;
    }

    private MathValue primary() {
        String token = peek();
        if (token.isEmpty()) {
            throw error();
        }
        next++;
        if (Character.isDigit(token.charAt(0)) || (token.startsWith(".") && token.length() > 1)) {
            return new MathValue.Scalar(Double.parseDouble(token));
        }
        if (token.equals("(")) {
            MathValue inner = or();
            expect(")");
            return inner;
        }
        if (token.equals("[")) {
            List<Series> series = new ArrayList<>();
            list("]").forEach(value -> series.addAll(value.all()));
            return new MathValue.Many(series);
        }
        if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
            throw error();
        }
        return take("(") ? function(token) : functions.query(token);
    }

    private MathValue function(String name) {
        if (name.equals("METRICS")) {
            return metrics();
        }
        if (name.equals("FILL")) {
            return fill();
        }
        return functions.call(name, list(")"));
    }

    private MathValue metrics() {
        String part = peek().startsWith("\"") || peek().startsWith("'") ? tokens.get(next++) : "\"\"";
        expect(")");
        return functions.metrics(part.substring(1, part.length() - 1));
    }

    private MathValue fill() {
        MathValue sparse = or();
        expect(",");
        if (peek().equals("REPEAT") || peek().equals("LINEAR")) {
            String how = tokens.get(next++);
            expect(")");
            return functions.fill(sparse, how, null);
        }
        MathValue filler = or();
        expect(")");
        return functions.fill(sparse, "VALUE", filler);
    }

    private List<MathValue> list(String end) {
        List<MathValue> values = new ArrayList<>();
        if (take(end)) {
            return values;
        }
        do {
            values.add(or());
        } while (take(","));
        expect(end);
        return values;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private boolean take(String token) {
        boolean there = peek().equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw error();
        }
    }

    private RuntimeException error() {
        return Refusal.validation("Error in expression '" + expression + "': unexpected "
                + (peek().isEmpty() ? "end" : "'" + peek() + "'") + ".");
    }
}
