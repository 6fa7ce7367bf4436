package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition, filter or key condition, parsed: true or false of an item. */
public sealed interface Condition {
    boolean test(Value.Document item);

    /** The attributes that it looks at. */
    Stream<Path> paths();

    record And(Condition left, Condition right) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.concat(left.paths(), right.paths());
        }

        @Override
        public boolean test(Value.Document item) {
            return left.test(item) && right.test(item);
        }
    }

    record Or(Condition left, Condition right) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.concat(left.paths(), right.paths());
        }

        @Override
        public boolean test(Value.Document item) {
            return left.test(item) || right.test(item);
        }
    }

    record Not(Condition inner) implements Condition {
        @Override
        public Stream<Path> paths() {
            return inner.paths();
        }

        @Override
        public boolean test(Value.Document item) {
            return !inner.test(item);
        }
    }

    record Compare(Comparator comparator, Operand left, Operand right) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.concat(left.paths(), right.paths());
        }

        @Override
        public boolean test(Value.Document item) {
            return comparator.test(left.in(item), right.in(item));
        }
    }

    record Between(Operand operand, Operand low, Operand high) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.of(operand, low, high).flatMap(Operand::paths);
        }

        @Override
        public boolean test(Value.Document item) {
            Value value = operand.in(item);
            return Comparator.GE.test(value, low.in(item)) && Comparator.LE.test(value, high.in(item));
        }
    }

    record In(Operand operand, List<Operand> candidates) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.concat(operand.paths(), candidates.stream().flatMap(Operand::paths));
        }

        @Override
        public boolean test(Value.Document item) {
            Value value = operand.in(item);
            return candidates.stream().anyMatch(candidate -> Comparator.EQ.test(value, candidate.in(item)));
        }
    }

    record Exists(Path path) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.of(path);
        }

        @Override
        public boolean test(Value.Document item) {
            return path.in(item) != null;
        }
    }

    record HasType(Path path, Type type) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.of(path);
        }

        @Override
        public boolean test(Value.Document item) {
            Value value = path.in(item);
            return value != null && value.type() == type;
        }
    }

    record BeginsWith(Operand operand, Operand prefix) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.concat(operand.paths(), prefix.paths());
        }

        @Override
        public boolean test(Value.Document item) {
            return begins(operand.in(item), prefix.in(item));
        }

        private static boolean begins(@Nullable Value whole, @Nullable Value prefix) {
            if (whole instanceof Value.Text text && prefix instanceof Value.Text start) {
                return text.text().startsWith(start.text());
            }
            return whole instanceof Value.Binary bytes
                    && prefix instanceof Value.Binary start
                    && bytes.bytes().length >= start.bytes().length
                    && Arrays.equals(bytes.bytes(), 0, start.bytes().length, start.bytes(), 0, start.bytes().length);
        }
    }

    /** A string's part, a binary's part, or an element of a set or list. */
    record Contains(Operand operand, Operand part) implements Condition {
        @Override
        public Stream<Path> paths() {
            return Stream.concat(operand.paths(), part.paths());
        }

        @Override
        public boolean test(Value.Document item) {
            Value whole = operand.in(item);
            Value sought = part.in(item);
            if (whole instanceof Value.Text text) {
                return sought instanceof Value.Text piece && text.text().contains(piece.text());
            }
            if (whole instanceof Value.Binary bytes) {
                return sought instanceof Value.Binary piece && indexOf(bytes.bytes(), piece.bytes()) >= 0;
            }
            if (whole instanceof Value.SetOf set) {
                return set.elements().contains(sought);
            }
            return whole instanceof Value.Sequence sequence
                    && sequence.elements().contains(sought);
        }

        private static int indexOf(byte[] whole, byte[] part) {
            for (int at = 0; at + part.length <= whole.length; at++) {
                if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                    return at;
                }
            }
            return -1;
        }
    }
}
