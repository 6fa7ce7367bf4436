package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.util.Map;
import java.util.TreeMap;

/** A table as DescribeTable shows it. */
final class TableDescription {
    private TableDescription() {}

    /** @param status what it is right now, such as ACTIVE */
    static ObjectNode of(Table table, String status) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("TableName", table.name()).put("TableArn", table.arn()).put("TableId", table.id());
        node.put("TableStatus", status);
        node.putPOJO("CreationDateTime", table.created());
        attributes(table, node.putArray("AttributeDefinitions"));
        keys(table.key(), node.putArray("KeySchema"));
        node.put("ItemCount", table.primary().rows().size()).put("TableSizeBytes", bytes(table));
        settings(table.settings(), node);
        for (Index index : table.indexes()) {
            String member = index.isGlobal() ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes";
            node.withArrayProperty(member).add(index(table, index));
        }
        return node;
    }

    private static long bytes(Table table) {
        return table.primary().rows().values().stream()
                .mapToLong(Value.Document::itemSize)
                .sum();
    }

    private static void attributes(Table table, ArrayNode definitions) {
        Map<String, Type> types = new TreeMap<>(table.key().types());
        table.indexes().forEach(index -> types.putAll(index.keySchema().types()));
        types.forEach((name, type) ->
                definitions.addObject().put("AttributeName", name).put("AttributeType", type.name()));
    }

    private static void keys(KeySchema keys, ArrayNode elements) {
        for (String attribute : keys.attributes()) {
            elements.addObject()
                    .put("AttributeName", attribute)
                    .put("KeyType", attribute.equals(keys.hash()) ? "HASH" : "RANGE");
        }
    }

    private static void settings(TableSettings settings, ObjectNode node) {
        settings.asGiven.properties().forEach(setting -> setting(setting.getKey(), setting.getValue(), node));
        if (!settings.asGiven.has("DeletionProtectionEnabled")) {
            node.put("DeletionProtectionEnabled", false);
        }
        if (!settings.asGiven.has("ProvisionedThroughput")) {
            throughput(0, 0, node);
        }
    }

    private static void setting(String member, JsonNode value, ObjectNode node) {
        switch (member) {
            case "BillingMode" -> node.putObject("BillingModeSummary").put("BillingMode", value.asText());
            case "TableClass" -> node.putObject("TableClassSummary").put("TableClass", value.asText());
            case "SSESpecification" -> encryption(value, node);
            case "ProvisionedThroughput" ->
                throughput(
                        value.path("ReadCapacityUnits").asLong(),
                        value.path("WriteCapacityUnits").asLong(),
                        node);
            default -> node.set(member, value);
        }
    }

    private static void throughput(long reads, long writes, ObjectNode node) {
        node.putObject("ProvisionedThroughput")
                .put("NumberOfDecreasesToday", 0)
                .put("ReadCapacityUnits", reads)
                .put("WriteCapacityUnits", writes);
    }

    private static void encryption(JsonNode specification, ObjectNode node) {
        boolean enabled = specification.path("Enabled").asBoolean();
        ObjectNode description = node.putObject("SSEDescription").put("Status", enabled ? "ENABLED" : "DISABLED");
        if (enabled) {
            description.put("SSEType", "KMS");
        }
    }

    private static ObjectNode index(Table table, Index index) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("IndexName", index.name()).put("IndexArn", table.arn() + "/index/" + index.name());
        keys(index.keySchema(), node.putArray("KeySchema"));
        ObjectNode projection = node.putObject("Projection")
                .put("ProjectionType", index.projected().kind());
        if (!index.projected().nonKeyAttributes().isEmpty()) {
            ArrayNode names = projection.putArray("NonKeyAttributes");
            index.projected().nonKeyAttributes().forEach(names::add);
        }
        node.put("ItemCount", index.rows().size()).put("IndexSizeBytes", index.bytes());
        if (index.isGlobal()) {
            node.put("IndexStatus", "ACTIVE");
            throughput(0, 0, node);
        }
        return node;
    }
}
