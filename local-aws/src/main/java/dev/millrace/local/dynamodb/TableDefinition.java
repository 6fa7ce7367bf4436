package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks the keys and indexes of CreateTable and UpdateTable. */
final class TableDefinition {
    private final Map<String, Type> defined = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    /** @param attributeDefinitions null counts as none */
    TableDefinition(@Nullable JsonNode attributeDefinitions) {
        for (JsonNode definition : attributeDefinitions == null ? List.<JsonNode>of() : attributeDefinitions) {
            Type type = Type.named(definition.path("AttributeType").asText());
            if (type == null || !type.isOrdered()) {
                throw Invalid.request("1 validation error detected: Value '"
                        + definition.path("AttributeType").asText()
                        + "' at 'attributeDefinitions.1.member.attributeType'"
                        + " failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]");
            }
            defined.put(definition.path("AttributeName").asText(), type);
        }
    }

    /** Attributes that are known already, by which new indexes may go. */
    void alsoDefined(KeySchema schema) {
        schema.types().forEach(defined::putIfAbsent);
    }

    KeySchema keySchema(JsonNode elements) {
        List<String> names = new ArrayList<>();
        for (JsonNode element : elements) {
            String wanted = names.isEmpty() ? "HASH" : "RANGE";
            if (!element.path("KeyType").asText().equals(wanted)) {
                throw Invalid.request("Invalid KeySchema: The " + (names.isEmpty() ? "first" : "second")
                        + " KeySchemaElement is not a " + wanted + " key type");
            }
            names.add(element.path("AttributeName").asText());
        }
        if (names.isEmpty() || names.size() > 2) {
            throw Invalid.request("1 validation error detected: Value '" + names + "' at 'keySchema' failed to satisfy"
                    + " constraint: Member must have length from 1 to 2");
        }
        return keySchema(names);
    }

    private KeySchema keySchema(List<String> names) {
        Map<String, Type> types = new LinkedHashMap<>();
        for (String name : names) {
            Type type = defined.get(name);
            if (type == null) {
                throw Invalid.parameters("Some index key attributes are not defined in AttributeDefinitions. Keys: "
                        + names + ", AttributeDefinitions: " + defined.keySet());
            }
            types.put(name, type);
        }
        if (types.size() < names.size()) {
            throw Invalid.parameters("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        used.addAll(names);
        return new KeySchema(names.get(0), names.size() == 1 ? null : names.get(1), types);
    }

    Index index(JsonNode definition, boolean global, KeySchema tableKey) {
        String name = Names.checked(definition.path("IndexName").asText());
        KeySchema keys = keySchema(definition.path("KeySchema"));
        if (!global && !keys.hash().equals(tableKey.hash())) {
            throw Invalid.parameters("Table KeySchema does not have the same hash key as the index: " + name);
        }
        if (!global && keys.range() == null) {
            throw Invalid.parameters("Index KeySchema does not have a range key for index: " + name);
        }
        return Index.secondary(name, global, keys, tableKey, projected(definition.path("Projection")));
    }

    private static Index.Projected projected(JsonNode projection) {
        String kind = projection.path("ProjectionType").asText();
        List<String> names = new ArrayList<>();
        projection.path("NonKeyAttributes").forEach(name -> names.add(name.asText()));
        if (!Set.of("ALL", "KEYS_ONLY", "INCLUDE").contains(kind)) {
            throw Invalid.parameters("Unknown ProjectionType: " + (kind.isEmpty() ? "null" : kind));
        }
        if (names.isEmpty() == kind.equals("INCLUDE")) {
            throw Invalid.parameters("ProjectionType is " + kind + ", but NonKeyAttributes is "
                    + (names.isEmpty() ? "not specified" : "specified"));
        }
        return new Index.Projected(kind, names);
    }

    /** Every attribute that is defined must be some key's. */
    void refuseUnused() {
        if (!used.containsAll(defined.keySet())) {
            throw Invalid.parameters("Some AttributeDefinitions are not used. AttributeDefinitions: " + defined.keySet()
                    + ", keys used: " + used);
        }
    }
}
