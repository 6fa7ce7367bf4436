package dev.millrace.local.dynamodb.expression;

/** A piece of an expression; {@code start} and {@code end} are its place in the text. */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        NAME,
        VALUE,
        INTEGER,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
}
