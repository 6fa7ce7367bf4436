package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An update, parsed. All its values are taken from the item as it was; then what is set is set from the lowest list index up (so
 * that elements past the end are appended in order), and what is removed is removed from the highest index down.
 */
public record Update(List<Action> actions) {
    /** What happens to the attribute at a path. */
    public sealed interface Action {
        Path path();

        /** The attribute's new value; null where it is to be removed. */
        @Nullable
        Value result(Value.Document item);

        record Set(Path path, Assigned value) implements Action {
            @Override
            public Value result(Value.Document item) {
                return value.from(item);
            }
        }

        record Remove(Path path) implements Action {
            @Override
            public @Nullable Value result(Value.Document item) {
                return null;
            }
        }

        record Add(Path path, Value value) implements Action {
            @Override
            public Value result(Value.Document item) {
                return Arithmetic.add(path.in(item), value);
            }
        }

        record Delete(Path path, Value.SetOf elements) implements Action {
            @Override
            public @Nullable Value result(Value.Document item) {
                return Arithmetic.without(path.in(item), elements);
            }
        }
    }

    private static final Comparator<Path> BY_INDEXES = (left, right) -> {
        for (int i = 0; i < Math.min(left.steps().size(), right.steps().size()); i++) {
            if (left.steps().get(i) instanceof Path.Step.Index a
                    && right.steps().get(i) instanceof Path.Step.Index b
                    && a.index() != b.index()) {
                return Integer.compare(a.index(), b.index());
            }
        }
        return 0;
    };

    public Value.Document apply(Value.Document item) {
        List<Map.Entry<Path, Value>> sets = new ArrayList<>();
        List<Path> removals = new ArrayList<>();
        for (Action action : actions) {
            Value result = action.result(item);
            if (result == null) {
                removals.add(action.path());
            } else {
                sets.add(Map.entry(action.path(), result));
            }
        }
        Value.Document updated = item;
        sets.sort(Map.Entry.comparingByKey(BY_INDEXES));
        for (Map.Entry<Path, Value> set : sets) {
            updated = DocumentEdit.set(updated, set.getKey(), set.getValue());
        }
        removals.sort(BY_INDEXES.reversed());
        for (Path path : removals) {
            updated = DocumentEdit.remove(updated, path);
        }
        return updated;
    }

    /** The paths it touches, in the order of the actions. */
    public List<Path> paths() {
        return actions.stream().map(Action::path).toList();
    }
}
