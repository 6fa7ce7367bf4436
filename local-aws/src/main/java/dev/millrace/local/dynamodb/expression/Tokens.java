package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.server.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cursor over one expression's tokens: what all parsers share, and the errors that name the expression. */
final class Tokens {
    private static final int MAX_LENGTH = 4096;
    private static final Set<String> RESERVED = ReservedWords.load();

    private final String kind;
    private final String text;
    private final List<Token> tokens;
    private final Placeholders placeholders;
    private int next;

    /** @param kind the request member that holds the expression, such as FilterExpression */
    Tokens(String kind, String text, Placeholders placeholders) {
        this.kind = kind;
        this.text = text;
        this.tokens = Tokenizer.tokens(text);
        this.placeholders = placeholders;
        if (tokens.size() == 1) {
            throw error("The expression can not be empty;");
        }
        if (text.length() > MAX_LENGTH) {
            throw error("Expression size has exceeded the maximum allowed size; expression size: " + text.length());
        }
    }

    String kind() {
        return kind;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    boolean takeSymbol(String symbol) {
        return takeIf(peek().isSymbol(symbol));
    }

    boolean takeKeyword(String keyword) {
        return takeIf(peek().isKeyword(keyword));
    }

    private boolean takeIf(boolean wanted) {
        if (wanted) {
            take();
        }
        return wanted;
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw syntaxError();
        }
    }

    void expectEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw syntaxError();
        }
    }

    boolean atFunction() {
        return peek().kind() == Token.Kind.WORD && peekSecond().isSymbol("(");
    }

    boolean atPath() {
        return peek().kind() == Token.Kind.WORD || peek().kind() == Token.Kind.NAME;
    }

    Path path() {
        List<Path.Step> steps = new ArrayList<>();
        steps.add(new Path.Step.Name(name()));
        while (true) {
            if (takeSymbol(".")) {
                steps.add(new Path.Step.Name(name()));
            } else if (takeSymbol("[")) {
                steps.add(new Path.Step.Index(index()));
                expectSymbol("]");
            } else {
                return new Path(List.copyOf(steps));
            }
        }
    }

    private String name() {
        if (!atPath()) {
            throw syntaxError();
        }
        Token token = take();
        if (token.kind() == Token.Kind.WORD) {
            return unreserved(token.text());
        }
        String name = placeholders.name(token.text());
        if (name == null) {
            throw error("An expression attribute name used in the document path is not defined; attribute name: "
                    + token.text());
        }
        return name;
    }

    private String unreserved(String word) {
        if (RESERVED.contains(word.toUpperCase(java.util.Locale.ROOT))) {
            throw error("Attribute name is a reserved keyword; reserved keyword: " + word);
        }
        return word;
    }

    private int index() {
        Token token = peek();
        if (token.kind() != Token.Kind.INTEGER) {
            throw syntaxError();
        }
        take();
        if (token.text().length() > 9) {
            throw error("List index is not within the allowable range; index: [" + token.text() + "]");
        }
        return Integer.parseInt(token.text());
    }

    /** The value that a {@code :reference} stands for. */
    Value value() {
        if (peek().kind() != Token.Kind.VALUE) {
            throw syntaxError();
        }
        String reference = take().text();
        Value value = placeholders.value(reference);
        if (value == null) {
            throw error(
                    "An expression attribute value used in expression is not defined; attribute value: " + reference);
        }
        return value;
    }

    AwsException error(String message) {
        return Invalid.request("Invalid " + kind + ": " + message);
    }

    AwsException wrongType(String operator, @Nullable Type type) {
        return error("Incorrect operand type for operator or function; operator or function: " + operator
                + ", operand type: " + type);
    }

    AwsException wrongCount(String function, int operands) {
        return error("Incorrect number of operands for operator or function; operator or function: " + function
                + ", number of operands: " + operands);
    }

    AwsException needsPath(String function) {
        return error("Operator or function requires a document path; operator or function: " + function);
    }

    AwsException syntaxError() {
        int start = tokens.get(Math.max(next - 1, 0)).start();
        int end = tokens.get(Math.min(next + 1, tokens.size() - 1)).end();
        return error("Syntax error; token: \"" + peek().text() + "\", near: \"" + text.substring(start, end) + "\"");
    }
}
