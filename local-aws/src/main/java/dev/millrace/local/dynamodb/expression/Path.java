package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Value;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way to an attribute in an item, such as {@code order.lines[2].price}; its first step is always a name. */
public record Path(List<Step> steps) implements Operand {
    /** A map's entry or a list's element. */
    public sealed interface Step {
        record Name(String name) implements Step {
            @Override
            public String toString() {
                return name;
            }
        }

        record Index(int index) implements Step {
            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }

        /** What this step leads to; null where there is no such entry or element. */
        default @Nullable Value from(Value parent) {
            if (this instanceof Name name && parent instanceof Value.Document document) {
                return document.get(name.name());
            }
            if (this instanceof Index index && parent instanceof Value.Sequence sequence) {
                return index.index() < sequence.elements().size()
                        ? sequence.elements().get(index.index())
                        : null;
            }
            return null;
        }
    }

    public static Path of(String attribute) {
        return new Path(List.of(new Step.Name(attribute)));
    }

    /** The top-level attribute that the path starts at. */
    public String root() {
        return steps.get(0).toString();
    }

    public boolean isTopLevel() {
        return steps.size() == 1;
    }

    @Override
    public @Nullable Value in(Value.Document item) {
        Value found = item;
        for (Step step : steps) {
            found = found == null ? null : step.from(found);
        }
        return found;
    }

    @Override
    public Stream<Path> paths() {
        return Stream.of(this);
    }

    /** As DynamoDB's errors write it: {@code [order, lines, [2], price]}. */
    @Override
    public String toString() {
        return steps.toString();
    }
}
