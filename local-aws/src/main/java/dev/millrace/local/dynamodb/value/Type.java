package dev.millrace.local.dynamodb.value;

import org.jspecify.annotations.Nullable;

/** The type of an attribute value, named as on the wire. */
public enum Type {
    S("STRING"),
    N("NUMBER"),
    B("BINARY"),
    BOOL("BOOLEAN"),
    NULL("NULL"),
    L("LIST"),
    M("MAP"),
    SS("STRING_SET"),
    NS("NUMBER_SET"),
    BS("BINARY_SET");

    private final String longName;

    Type(String longName) {
        this.longName = longName;
    }

    /** The name that errors about update expressions use. */
    public String longName() {
        return longName;
    }

    public static @Nullable Type named(String wireName) {
        for (Type type : values()) {
            if (type.name().equals(wireName)) {
                return type;
            }
        }
        return null;
    }

    /** Whether values of this type have an order: strings, numbers and binaries. */
    public boolean isOrdered() {
        return this == S || this == N || this == B;
    }

    public boolean isSet() {
        return this == SS || this == NS || this == BS;
    }

    /** The type of a set's elements; the type itself for all others. */
    public Type element() {
        return switch (this) {
            case SS -> S;
            case NS -> N;
            case BS -> B;
            default -> this;
        };
    }
}
