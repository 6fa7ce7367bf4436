package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Numbers;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.server.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What update expressions compute. A missing attribute counts as zero or as the empty set in ADD and DELETE only. */
final class Arithmetic {
    private Arithmetic() {}

    static Value plus(Value left, Value right) {
        return Numbers.checked(number(left).number().add(number(right).number()));
    }

    static Value minus(Value left, Value right) {
        return Numbers.checked(number(left).number().subtract(number(right).number()));
    }

    static Value append(Value left, Value right) {
        List<Value> elements = new ArrayList<>(elements(left));
        elements.addAll(elements(right));
        return new Value.Sequence(elements);
    }

    static Value add(@Nullable Value old, Value more) {
        if (old == null) {
            return more;
        }
        if (old instanceof Value.SetOf set && more instanceof Value.SetOf others && set.type() == others.type()) {
            Set<Value> union = new LinkedHashSet<>(set.elements());
            union.addAll(others.elements());
            return new Value.SetOf(set.type(), union);
        }
        if (more instanceof Value.SetOf) {
            throw wrongType();
        }
        return plus(old, more);
    }

    /** The set without those elements; null where nothing is left of it: sets are never empty. */
    static @Nullable Value without(@Nullable Value old, Value.SetOf elements) {
        if (old == null) {
            return null;
        }
        if (!(old instanceof Value.SetOf set && set.type() == elements.type())) {
            throw wrongType();
        }
        Set<Value> left = new LinkedHashSet<>(set.elements());
        left.removeAll(elements.elements());
        return left.isEmpty() ? null : new Value.SetOf(set.type(), left);
    }

    private static Value.Decimal number(Value value) {
        if (value instanceof Value.Decimal number) {
            return number;
        }
        throw wrongType();
    }

    private static List<Value> elements(Value value) {
        if (value instanceof Value.Sequence sequence) {
            return sequence.elements();
        }
        throw wrongType();
    }

    private static AwsException wrongType() {
        return Invalid.request("An operand in the update expression has an incorrect data type");
    }
}
