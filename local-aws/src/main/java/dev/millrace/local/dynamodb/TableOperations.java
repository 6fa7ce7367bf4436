package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.server.AwsException;
import java.time.Clock;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** CreateTable, DescribeTable, UpdateTable, DeleteTable and ListTables. What they change is changed at once. */
final class TableOperations {
    private static final int MAX_LISTED = 100;
    /** Settings of a table that are kept and described but change nothing here. */
    private static final List<String> KEPT = List.of(
            "BillingMode",
            "ProvisionedThroughput",
            "OnDemandThroughput",
            "WarmThroughput",
            "TableClass",
            "SSESpecification",
            "DeletionProtectionEnabled");
    /** What would need a part of DynamoDB that is not here. */
    private static final List<String> REFUSED =
            List.of("ReplicaUpdates", "GlobalTableWitnessUpdates", "ResourcePolicy");

    private final Tables tables;
    private final Clock clock;

    TableOperations(Tables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    ObjectNode create(Request request) {
        String name = Names.checked(request.requiredText("TableName"));
        if (tables.byName().containsKey(name)) {
            throw AwsException.badRequest("ResourceInUseException", "Table already exists: " + name);
        }
        TableDefinition definition = new TableDefinition(request.required("AttributeDefinitions"));
        KeySchema key = definition.keySchema(request.required("KeySchema"));
        Table table = new Table(name, tables.arn(name), clock.instant(), key, new TableSettings());
        addIndexes(table, definition, request.get("LocalSecondaryIndexes"), false);
        addIndexes(table, definition, request.get("GlobalSecondaryIndexes"), true);
        definition.refuseUnused();
        keepSettings(table, request);
        checkBilling(table);
        Tags.add(table, request.get("Tags"));
        tables.byName().put(name, table);
        return answer("TableDescription", table, "CREATING");
    }

    private static void addIndexes(
            Table table, TableDefinition definition, @Nullable JsonNode indexes, boolean global) {
        if (indexes != null) {
            indexes.forEach(index -> addIndex(table, definition.index(index, global, table.key())));
        }
    }

    private static void addIndex(Table table, Index index) {
        if (table.hasIndex(String.valueOf(index.name()))) {
            throw Invalid.parameters("Duplicate index name: " + index.name());
        }
        table.addIndex(index);
    }

    private static void keepSettings(Table table, Request request) {
        REFUSED.stream().filter(request::has).findFirst().ifPresent(member -> {
            throw Invalid.request(member + " is not available here");
        });
        if (request.has("StreamSpecification")
                && request.required("StreamSpecification").path("StreamEnabled").asBoolean()) {
            throw Invalid.request("StreamSpecification is not available here: tables have no streams");
        }
        for (String member : KEPT) {
            JsonNode value = request.get(member);
            if (value != null) {
                table.settings().asGiven.set(member, value);
            }
        }
    }

    private static void checkBilling(Table table) {
        boolean throughput = table.settings().asGiven.has("ProvisionedThroughput");
        if (table.settings().onDemand() && throughput) {
            throw Invalid.parameters(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                            + " PAY_PER_REQUEST");
        }
        if (!table.settings().onDemand() && !throughput) {
            throw Invalid.parameters(
                    "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
                            + " PROVISIONED");
        }
    }

    ObjectNode describe(Request request) {
        return answer("Table", tables.described(request.requiredText("TableName")), "ACTIVE");
    }

    ObjectNode update(Request request) {
        Table table = tables.described(request.requiredText("TableName"));
        TableDefinition definition = new TableDefinition(request.get("AttributeDefinitions"));
        definition.alsoDefined(table.key());
        table.indexes().forEach(index -> definition.alsoDefined(index.keySchema()));
        JsonNode updates = request.get("GlobalSecondaryIndexUpdates");
        if (updates != null) {
            updates.forEach(update -> updateIndex(table, definition, update));
        }
        if (request.text("BillingMode") != null) {
            table.settings().asGiven.remove("ProvisionedThroughput");
        }
        keepSettings(table, request);
        return answer("TableDescription", table, "UPDATING");
    }

    private static void updateIndex(Table table, TableDefinition definition, JsonNode update) {
        if (update.hasNonNull("Create")) {
            addIndex(table, definition.index(update.get("Create"), true, table.key()));
        } else if (update.hasNonNull("Delete")) {
            table.removeIndex(update.get("Delete").path("IndexName").asText());
        } else if (update.hasNonNull("Update")) {
            table.index(update.get("Update").path("IndexName").asText());
        } else {
            throw Invalid.request("A GlobalSecondaryIndexUpdate must have one of Create, Update and Delete");
        }
    }

    ObjectNode delete(Request request) {
        Table table = tables.described(request.requiredText("TableName"));
        if (table.settings().deletionProtected()) {
            throw Invalid.request(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion"
                            + " protection first.");
        }
        tables.byName().remove(table.name());
        return answer("TableDescription", table, "DELETING");
    }

    private static ObjectNode answer(String member, Table table, String status) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(member, TableDescription.of(table, status));
        return answer;
    }

    ObjectNode list(Request request) {
        int limit = Math.min(MAX_LISTED, request.number("Limit", 1, MAX_LISTED));
        String start = request.text("ExclusiveStartTableName");
        NavigableMap<String, Table> rest =
                start == null ? tables.byName() : tables.byName().tailMap(start, false);
        List<String> names = rest.keySet().stream().limit(limit).toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var listed = answer.putArray("TableNames");
        names.forEach(listed::add);
        if (names.size() < rest.size()) {
            answer.put("LastEvaluatedTableName", names.get(names.size() - 1));
        }
        return answer;
    }
}
