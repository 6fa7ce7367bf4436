package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one request consumed of several tables. */
final class Capacities {
    private final Map<Table, Capacity> byTable = new LinkedHashMap<>();

    Capacity of(Table table) {
        return byTable.computeIfAbsent(table, Capacity::new);
    }

    void doubled() {
        byTable.values().forEach(Capacity::doubled);
    }

    void answer(Request request, ObjectNode answer) {
        String detail = Capacity.detail(request);
        if (!detail.equals("NONE")) {
            ArrayNode all = answer.putArray("ConsumedCapacity");
            byTable.values().forEach(capacity -> capacity.describe(detail, all.addObject()));
        }
    }
}
