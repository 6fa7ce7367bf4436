package dev.millrace.local.dynamodb.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An attribute value: immutable, and equal to another exactly where DynamoDB's {@code =} says so (1 equals 1.00, sets and maps do
 * not care for order). The sizes are those of "DynamoDB item sizes and formats" in the developer guide, in bytes.
 */
public sealed interface Value {
    Type type();

    int size();

    record Text(String text) implements Value {
        @Override
        public Type type() {
            return Type.S;
        }

        @Override
        public int size() {
            return utf8Length(text);
        }
    }

    /** Trailing zeros are stripped, as DynamoDB does, so that equal numbers are equal records. */
    record Decimal(BigDecimal number) implements Value {
        public Decimal {
            number = number.stripTrailingZeros();
        }

        @Override
        public Type type() {
            return Type.N;
        }

        @Override
        public int size() {
            return number.signum() == 0 ? 1 : (number.precision() + 1) / 2 + (number.signum() < 0 ? 2 : 1);
        }
    }

    /** Owns its bytes: nobody writes to them. */
    @SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into the array
    record Binary(byte[] bytes) implements Value {
        @Override
        public Type type() {
            return Type.B;
        }

        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    record Bool(boolean truth) implements Value {
        @Override
        public Type type() {
            return Type.BOOL;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    record Null() implements Value {
        @Override
        public Type type() {
            return Type.NULL;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    record Sequence(List<Value> elements) implements Value {
        @Override
        public Type type() {
            return Type.L;
        }

        @Override
        public int size() {
            return 3 + elements.size() + sum(elements);
        }
    }

    /** A map, and also a whole item. Keeps the order in which the entries came. */
    record Document(Map<String, Value> entries) implements Value {
        public static final Document EMPTY = new Document(Map.of());

        public @Nullable Value get(String name) {
            return entries.get(name);
        }

        @Override
        public Type type() {
            return Type.M;
        }

        @Override
        public int size() {
            return 3 + entries.size() + itemSize();
        }

        /** Its size as an item: names and values, without a map's overhead. */
        public int itemSize() {
            return entries.keySet().stream().mapToInt(Value::utf8Length).sum() + sum(entries.values());
        }
    }

    /** A set of strings, numbers or binaries, in the order in which they came; never empty in an item. */
    record SetOf(Type type, Set<Value> elements) implements Value {
        @Override
        public int size() {
            return sum(elements);
        }
    }

    /** Orders two values of one ordered type: strings by their UTF-8 bytes, binaries by unsigned bytes. */
    static int compare(Value left, Value right) {
        if (left instanceof Text a && right instanceof Text b) {
            return Arrays.compareUnsigned(utf8(a.text()), utf8(b.text()));
        }
        if (left instanceof Decimal a && right instanceof Decimal b) {
            return a.number().compareTo(b.number());
        }
        if (left instanceof Binary a && right instanceof Binary b) {
            return Arrays.compareUnsigned(a.bytes(), b.bytes());
        }
        throw new IllegalArgumentException(left.type() + " and " + right.type() + " have no order between them");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int utf8Length(String text) {
        return utf8(text).length;
    }

    private static int sum(Collection<Value> values) {
        return values.stream().mapToInt(Value::size).sum();
    }
}
