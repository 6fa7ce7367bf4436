package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.server.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of documents with one attribute set or removed; what lies off the path is shared. */
final class DocumentEdit {
    private DocumentEdit() {}

    static Value.Document set(Value.Document item, Path path, Value value) {
        return (Value.Document) edit(item, path.steps(), value);
    }

    static Value.Document remove(Value.Document item, Path path) {
        return (Value.Document) edit(item, path.steps(), null);
    }

    /** @param value null to remove what the steps lead to */
    private static Value edit(@Nullable Value parent, List<Path.Step> steps, @Nullable Value value) {
        if (parent instanceof Value.Document document && steps.get(0) instanceof Path.Step.Name name) {
            return entry(document, name.name(), steps, value);
        }
        if (parent instanceof Value.Sequence sequence && steps.get(0) instanceof Path.Step.Index index) {
            return element(sequence, index.index(), steps, value);
        }
        throw noSuchPath();
    }

    private static Value entry(Value.Document document, String name, List<Path.Step> steps, @Nullable Value value) {
        Map<String, Value> entries = new LinkedHashMap<>(document.entries());
        if (steps.size() > 1) {
            entries.put(name, edit(document.get(name), rest(steps), value));
        } else if (value == null) {
            entries.remove(name);
        } else {
            entries.put(name, value);
        }
        return new Value.Document(entries);
    }

    private static Value element(Value.Sequence sequence, int index, List<Path.Step> steps, @Nullable Value value) {
        List<Value> elements = new ArrayList<>(sequence.elements());
        boolean exists = index < elements.size();
        if (steps.size() > 1) {
            Value edited = edit(exists ? elements.get(index) : null, rest(steps), value);
            elements.set(index, edited);
        } else if (value != null && exists) {
            elements.set(index, value);
        } else if (value != null) {
            elements.add(value);
        } else if (exists) {
            elements.remove(index);
        }
        return new Value.Sequence(elements);
    }

    private static List<Path.Step> rest(List<Path.Step> steps) {
        return steps.subList(1, steps.size());
    }

    private static AwsException noSuchPath() {
        return Invalid.request("The document path provided in the update expression is invalid for update");
    }
}
