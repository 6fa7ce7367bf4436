package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueWriter;
import dev.millrace.local.server.AwsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** TransactWriteItems and TransactGetItems: all or nothing, which the service's one lock makes easy. */
final class TransactOperations {
    private static final int MAX_ACTIONS = 100;

    private final Tables tables;
    private final Writes writes;

    TransactOperations(Tables tables) {
        this.tables = tables;
        this.writes = new Writes(tables);
    }

    ObjectNode write(Request request) {
        Capacity.refuseUnknownMetrics(request);
        List<Write> found = new ArrayList<>();
        actions(request).forEach(action -> found.add(write(action)));
        refuseTwice(found);
        List<Write.Change> changes = prepared(found);
        changes.forEach(Write.Change::commit);
        Capacities capacities = new Capacities();
        changes.forEach(change -> capacities.of(change.table()).write(change));
        capacities.doubled();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        capacities.answer(request, answer);
        return answer;
    }

    private static JsonNode actions(Request request) {
        JsonNode actions = request.required("TransactItems");
        if (actions.isEmpty() || actions.size() > MAX_ACTIONS) {
            throw Invalid.request(
                    "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member"
                            + " must have length from 1 to " + MAX_ACTIONS);
        }
        return actions;
    }

    private Write write(JsonNode action) {
        List<Map.Entry<String, JsonNode>> given = action.properties().stream()
                .filter(member -> member.getValue().isObject())
                .toList();
        if (given.size() != 1) {
            throw Invalid.request("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        Request request = new Request((ObjectNode) given.get(0).getValue());
        return switch (given.get(0).getKey()) {
            case "ConditionCheck" -> writes.check(request);
            case "Put" -> writes.put(request);
            case "Update" -> writes.update(request).write();
            case "Delete" -> writes.delete(request);
            default -> throw Invalid.request("TransactItems can only contain one of Check, Put, Update or Delete");
        };
    }

    private static void refuseTwice(List<Write> writes) {
        Set<List<Object>> keys = new HashSet<>();
        for (Write write : writes) {
            if (!keys.add(List.of(write.table().name(), write.key()))) {
                throw Invalid.request("Transaction request cannot include multiple operations on one item");
            }
        }
    }

    /** What all writes would do; if one of them cannot, the error that says for each whether it could. */
    private static List<Write.Change> prepared(List<Write> writes) {
        List<Write.Change> changes = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
        for (Write write : writes) {
            ObjectNode reason = reasons.addObject();
            try {
                changes.add(write.prepare());
                reason.put("Code", "None");
            } catch (AwsException e) {
                reason.put("Code", code(e)).put("Message", e.getMessage()).setAll(e.members());
            }
            codes.add(reason.get("Code").asText());
        }
        if (changes.size() < writes.size()) {
            throw cancelled(codes, reasons);
        }
        return changes;
    }

    private static String code(AwsException e) {
        return e.type().equals("ConditionalCheckFailedException") ? "ConditionalCheckFailed" : "ValidationError";
    }

    private static AwsException cancelled(List<String> codes, ArrayNode reasons) {
        AwsException cancelled = AwsException.badRequest(
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes);
        cancelled.members().set("CancellationReasons", reasons);
        return cancelled;
    }

    private static Request object(JsonNode action) {
        if (action instanceof ObjectNode object) {
            return new Request(object);
        }
        throw AwsException.serialization("Each of TransactItems must be an object, not " + action.getNodeType());
    }

    ObjectNode get(Request request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode responses = answer.putArray("Responses");
        Capacities capacities = new Capacities();
        for (JsonNode action : actions(request)) {
            Request get = new Request(object(action).requiredObject("Get"));
            Table table = tables.get(get.requiredText("TableName"));
            Value.Document item = ItemOperations.read(table, get, capacities.of(table));
            ObjectNode response = responses.addObject();
            if (item != null) {
                response.set("Item", ValueWriter.writeItem(item));
            }
        }
        capacities.doubled();
        capacities.answer(request, answer);
        return answer;
    }
}
