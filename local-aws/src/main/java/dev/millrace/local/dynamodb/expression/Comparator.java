package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Value;
import org.jspecify.annotations.Nullable;

/** The six comparisons. Values of different types are unequal and have no order. */
public enum Comparator {
    EQ("="),
    NE("<>"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    boolean needsOrder() {
        return this != EQ && this != NE;
    }

    static @Nullable Comparator of(String symbol) {
        for (Comparator comparator : values()) {
            if (comparator.symbol.equals(symbol)) {
                return comparator;
            }
        }
        return null;
    }

    /** A missing value is unequal to everything, a missing one too. */
    boolean test(@Nullable Value left, @Nullable Value right) {
        if (left == null || right == null) {
            return this == NE;
        }
        if (!needsOrder()) {
            return left.equals(right) == (this == EQ);
        }
        return left.type() == right.type() && left.type().isOrdered() && holds(Value.compare(left, right));
    }

    private boolean holds(int order) {
        return switch (this) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case EQ -> order == 0;
            case NE -> order != 0;
        };
    }
}
