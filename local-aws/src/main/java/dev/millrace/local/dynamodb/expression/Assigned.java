package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import org.jspecify.annotations.Nullable;

/** The right-hand side of a SET action. */
public sealed interface Assigned {
    Value from(Value.Document item);

    /** Its type where it does not depend on the item, else null. */
    default @Nullable Type knownType() {
        return null;
    }

    /** An attribute, which must be there, or a given value. */
    record Plain(Operand operand) implements Assigned {
        @Override
        public Value from(Value.Document item) {
            Value value = operand.in(item);
            if (value == null) {
                throw Invalid.request("The provided expression refers to an attribute that does not exist in the item");
            }
            return value;
        }

        @Override
        public @Nullable Type knownType() {
            return operand.knownType();
        }
    }

    record Sum(Assigned left, Assigned right) implements Assigned {
        @Override
        public Value from(Value.Document item) {
            return Arithmetic.plus(left.from(item), right.from(item));
        }
    }

    record Difference(Assigned left, Assigned right) implements Assigned {
        @Override
        public Value from(Value.Document item) {
            return Arithmetic.minus(left.from(item), right.from(item));
        }
    }

    record IfNotExists(Path path, Assigned fallback) implements Assigned {
        @Override
        public Value from(Value.Document item) {
            Value value = path.in(item);
            return value == null ? fallback.from(item) : value;
        }
    }

    record ListAppend(Assigned left, Assigned right) implements Assigned {
        @Override
        public Value from(Value.Document item) {
            return Arithmetic.append(left.from(item), right.from(item));
        }
    }
}
