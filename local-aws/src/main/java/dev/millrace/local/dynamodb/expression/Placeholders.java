package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A request's ExpressionAttributeNames and -Values. It remembers which were used: DynamoDB refuses a request with others. */
public final class Placeholders {
    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> used = new HashSet<>();

    public Placeholders(Map<String, String> names, Map<String, Value> values) {
        this.names = names;
        this.values = values;
    }

    @Nullable
    String name(String reference) {
        used.add(reference);
        return names.get(reference);
    }

    @Nullable
    Value value(String reference) {
        used.add(reference);
        return values.get(reference);
    }

    /** Call once all of the request's expressions are parsed. */
    public Set<String> unusedNames() {
        return unused(names.keySet());
    }

    public Set<String> unusedValues() {
        return unused(values.keySet());
    }

    private Set<String> unused(Set<String> given) {
        Set<String> unused = new TreeSet<>(given);
        unused.removeAll(used);
        return unused;
    }
}
