package dev.millrace.local.dynamodb.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into tokens. A character that starts none becomes a symbol of its own, which no rule accepts. */
final class Tokenizer {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)"
                    + "|(?<value>:[A-Za-z0-9_]+)|(?<integer>[0-9]+)|(?<symbol><=|>=|<>|\\S))");

    private Tokenizer() {}

    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find(end) && matcher.start() == end) {
            tokens.add(token(matcher));
            end = matcher.end();
        }
        tokens.add(new Token(Token.Kind.END, "<EOF>", text.length(), text.length()));
        return tokens;
    }

    private static Token token(Matcher matcher) {
        for (Token.Kind kind : Token.Kind.values()) {
            String group = kind.name().toLowerCase(java.util.Locale.ROOT);
            if (kind != Token.Kind.END && matcher.group(group) != null) {
                return new Token(kind, matcher.group(group), matcher.start(group), matcher.end(group));
            }
        }
        throw new IllegalStateException("the pattern matched without a group");
    }
}
