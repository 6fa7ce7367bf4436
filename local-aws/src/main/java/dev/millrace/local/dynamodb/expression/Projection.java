package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which attributes an answer has. Elements picked from a list close ranks. */
public final class Projection {
    private final Node root = new Node();
    private final List<Path> paths;

    public Projection(List<Path> paths) {
        this.paths = List.copyOf(paths);
        paths.forEach(root::add);
    }

    public List<Path> paths() {
        return paths;
    }

    /** A new document that holds what the paths lead to, where they lead to something. */
    public Value.Document of(Value.Document item) {
        return root.document(item);
    }

    /** Paths with a common beginning share nodes; a node without children stands for the whole value. */
    private static final class Node {
        private final Map<String, Node> entries = new LinkedHashMap<>();
        private final TreeMap<Integer, Node> elements = new TreeMap<>();

        void add(Path path) {
            Node node = this;
            for (Path.Step step : path.steps()) {
                node = node.child(step);
            }
        }

        private Node child(Path.Step step) {
            if (step instanceof Path.Step.Name name) {
                return entries.computeIfAbsent(name.name(), key -> new Node());
            }
            return elements.computeIfAbsent(((Path.Step.Index) step).index(), key -> new Node());
        }

        private @Nullable Value project(Value value) {
            if (entries.isEmpty() && elements.isEmpty()) {
                return value;
            }
            if (value instanceof Value.Document document && !entries.isEmpty()) {
                Value.Document part = document(document);
                return part.entries().isEmpty() ? null : part;
            }
            return value instanceof Value.Sequence sequence ? sequence(sequence.elements()) : null;
        }

        Value.Document document(Value.Document whole) {
            Map<String, Value> found = new LinkedHashMap<>();
            entries.forEach((name, node) -> {
                Value value = whole.get(name);
                Value part = value == null ? null : node.project(value);
                if (part != null) {
                    found.put(name, part);
                }
            });
            return new Value.Document(found);
        }

        private @Nullable Value sequence(List<Value> whole) {
            List<Value> found = new ArrayList<>();
            elements.headMap(whole.size()).forEach((index, node) -> {
                Value part = node.project(whole.get(index));
                if (part != null) {
                    found.add(part);
                }
            });
            return found.isEmpty() ? null : new Value.Sequence(found);
        }
    }
}
