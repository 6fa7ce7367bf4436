package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueReader;
import dev.millrace.local.dynamodb.value.ValueWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** BatchGetItem and BatchWriteItem: many single operations in one request, without any bond between them. */
final class BatchOperations {
    private static final int MAX_WRITES = 25;
    private static final int MAX_READS = 100;
    private static final long MAX_READ_BYTES = 16 * 1024 * 1024;

    private final Tables tables;
    private final Writes writes;

    BatchOperations(Tables tables) {
        this.tables = tables;
        this.writes = new Writes(tables);
    }

    /** All of it is checked before any of it is done. */
    ObjectNode write(Request request) {
        Capacity.refuseUnknownMetrics(request);
        List<Write> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                request.requiredObject("RequestItems").properties()) {
            entry.getValue().forEach(one -> found.add(oneWrite(entry.getKey(), one)));
        }
        if (found.isEmpty() || found.size() > MAX_WRITES) {
            throw Invalid.request("Too many items requested for the BatchWriteItem call");
        }
        refuseDuplicates(found);
        Capacities capacities = new Capacities();
        for (Write write : found) {
            Write.Change change = write.prepare();
            change.commit();
            capacities.of(write.table()).write(change);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("UnprocessedItems");
        capacities.answer(request, answer);
        return answer;
    }

    private Write oneWrite(String table, JsonNode one) {
        if (one.get("PutRequest") instanceof ObjectNode put) {
            return writes.put(new Request(put.deepCopy().put("TableName", table)));
        }
        if (one.get("DeleteRequest") instanceof ObjectNode delete) {
            return writes.delete(new Request(delete.deepCopy().put("TableName", table)));
        }
        throw Invalid.request("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
                + " supported operations: PutRequest, DeleteRequest");
    }

    private static void refuseDuplicates(List<Write> writes) {
        Set<List<Object>> keys = new HashSet<>();
        for (Write write : writes) {
            if (!keys.add(List.of(write.table().name(), write.key()))) {
                throw Invalid.request("Provided list of item keys contains duplicates");
            }
        }
    }

    ObjectNode get(Request request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode responses = answer.putObject("Responses");
        ObjectNode unprocessed = answer.putObject("UnprocessedKeys");
        Capacities capacities = new Capacities();
        ObjectNode asked = request.requiredObject("RequestItems");
        refuseTooMany(asked);
        long bytes = 0;
        for (Map.Entry<String, JsonNode> entry : asked.properties()) {
            Table table = tables.get(entry.getKey());
            ArrayNode found = responses.putArray(entry.getKey());
            for (ObjectNode one : reads(entry.getKey(), entry.getValue())) {
                if (bytes > MAX_READ_BYTES) {
                    putOff(unprocessed, entry, one);
                    continue;
                }
                Value.Document item = ItemOperations.read(table, new Request(one), capacities.of(table));
                if (item != null) {
                    bytes += item.itemSize();
                    found.add(ValueWriter.writeItem(item));
                }
            }
        }
        capacities.answer(request, answer);
        return answer;
    }

    private static void refuseTooMany(ObjectNode asked) {
        int keys = 0;
        for (JsonNode table : asked) {
            keys += table.path("Keys").size();
        }
        if (keys == 0 || keys > MAX_READS) {
            throw Invalid.request("Too many items requested for the BatchGetItem call");
        }
    }

    /** A GetItem for each key. */
    private static List<ObjectNode> reads(String table, JsonNode keysAndAttributes) {
        List<ObjectNode> reads = new ArrayList<>();
        Set<Value.Document> keys = new HashSet<>();
        for (JsonNode key : keysAndAttributes.path("Keys")) {
            if (!keys.add(ValueReader.readItem(key))) {
                throw Invalid.request("Provided list of item keys contains duplicates");
            }
            ObjectNode read = keysAndAttributes.deepCopy();
            read.remove("Keys");
            read.put("TableName", table).set("Key", key);
            reads.add(read);
        }
        return reads;
    }

    private static void putOff(ObjectNode unprocessed, Map.Entry<String, JsonNode> entry, ObjectNode read) {
        if (!unprocessed.has(entry.getKey())) {
            ObjectNode rest = entry.getValue().deepCopy();
            rest.putArray("Keys");
            unprocessed.set(entry.getKey(), rest);
        }
        unprocessed.withObjectProperty(entry.getKey()).withArrayProperty("Keys").add(read.get("Key"));
    }
}
