package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.dynamodb.expression.Assigned;
import dev.millrace.local.dynamodb.expression.Operand;
import dev.millrace.local.dynamodb.expression.Path;
import dev.millrace.local.dynamodb.expression.Update;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** AttributeUpdates: per attribute an action, PUT by default, and a value. */
final class LegacyUpdates {
    private LegacyUpdates() {}

    static Update of(Request request) {
        List<Update.Action> actions = new ArrayList<>();
        if (request.has("AttributeUpdates")) {
            for (Map.Entry<String, JsonNode> entry :
                    request.requiredObject("AttributeUpdates").properties()) {
                actions.add(action(Path.of(entry.getKey()), entry.getValue()));
            }
        }
        return new Update(List.copyOf(actions));
    }

    private static Update.Action action(Path path, JsonNode update) {
        String action = update.hasNonNull("Action") ? update.get("Action").asText() : "PUT";
        if (!update.hasNonNull("Value")) {
            if (action.equals("DELETE")) {
                return new Update.Action.Remove(path);
            }
            throw Invalid.parameters("Only DELETE action is allowed when no attribute value is specified");
        }
        Value value = ValueReader.read(update.get("Value"));
        return switch (action) {
            case "PUT" -> set(path, value);
            case "ADD" -> add(path, value);
            case "DELETE" -> delete(path, value);
            default ->
                throw Invalid.request(
                        "1 validation error detected: Value '" + action
                                + "' at 'action' failed to satisfy constraint: Member must satisfy enum value set: [ADD, PUT, DELETE]");
        };
    }

    private static Update.Action set(Path path, Value value) {
        return new Update.Action.Set(path, new Assigned.Plain(new Operand.Literal(value)));
    }

    /** Unlike an expression's ADD, this one also appends to lists. */
    private static Update.Action add(Path path, Value value) {
        if (value instanceof Value.Sequence) {
            Assigned nothing = new Assigned.Plain(new Operand.Literal(new Value.Sequence(List.of())));
            return new Update.Action.Set(
                    path,
                    new Assigned.ListAppend(
                            new Assigned.IfNotExists(path, nothing), new Assigned.Plain(new Operand.Literal(value))));
        }
        if (value.type() != Type.N && !value.type().isSet()) {
            throw Invalid.parameters("ADD action is not supported for the type " + value.type());
        }
        return new Update.Action.Add(path, value);
    }

    private static Update.Action delete(Path path, Value value) {
        if (value instanceof Value.SetOf elements) {
            return new Update.Action.Delete(path, elements);
        }
        throw Invalid.parameters("DELETE action with value is not supported for the type " + value.type());
    }
}
