package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a condition compares. */
public sealed interface Operand permits Path, Operand.Literal, Operand.SizeOf {
    /** Its value in an item; null where the item has none. */
    @Nullable
    Value in(Value.Document item);

    /** Its type where it does not depend on the item, else null. */
    default @Nullable Type knownType() {
        return null;
    }

    /** The attributes that it looks at. */
    default Stream<Path> paths() {
        return Stream.empty();
    }

    /** A value given by the request. */
    record Literal(Value value) implements Operand {
        @Override
        public Value in(Value.Document item) {
            return value;
        }

        @Override
        public Type knownType() {
            return value.type();
        }
    }

    /** {@code size(operand)}: characters, bytes or elements; nothing for the types that have none. */
    record SizeOf(Operand of) implements Operand {
        @Override
        public @Nullable Value in(Value.Document item) {
            int size = size(of.in(item));
            return size < 0 ? null : new Value.Decimal(BigDecimal.valueOf(size));
        }

        @Override
        public Stream<Path> paths() {
            return of.paths();
        }

        private static int size(@Nullable Value value) {
            if (value instanceof Value.Text text) {
                return text.text().length();
            }
            if (value instanceof Value.Binary binary) {
                return binary.bytes().length;
            }
            if (value instanceof Value.SetOf set) {
                return set.elements().size();
            }
            if (value instanceof Value.Sequence sequence) {
                return sequence.elements().size();
            }
            return value instanceof Value.Document document ? document.entries().size() : -1;
        }

        @Override
        public Type knownType() {
            return Type.N;
        }
    }
}
