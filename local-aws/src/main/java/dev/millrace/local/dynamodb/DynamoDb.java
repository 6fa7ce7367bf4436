package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.fault.Faults;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsException;
import dev.millrace.local.server.AwsReply;
import dev.millrace.local.server.AwsService;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * DynamoDB, held in memory. Thread-safe: one lock is held for the microseconds that an operation takes, which makes every
 * operation atomic and every read consistent.
 */
public final class DynamoDb implements AwsService {
    private final Map<String, Map<String, Function<Request, ObjectNode>>> regions = new HashMap<>();
    private final Clock clock;
    private final Faults faults;

    /** @param faults may throttle calls: {@code on("UpdateItem").table("leases").throttle()} */
    public DynamoDb(Clock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public String targetPrefix() {
        return "DynamoDB_20120810";
    }

    @Override
    public CompletionStage<AwsReply> call(AwsCall call) {
        return CompletableFuture.completedFuture(new AwsReply.Document(answer(call)));
    }

    private synchronized ObjectNode answer(AwsCall call) {
        Function<Request, ObjectNode> operation =
                regions.computeIfAbsent(call.region(), this::operations).get(call.operation());
        if (operation == null) {
            throw AwsException.unknownOperation(call.operation());
        }
        throttle(call);
        return operation.apply(new Request(call.input()));
    }

    /** A batch is throttled as a whole if the fault means one of its tables. */
    private void throttle(AwsCall call) {
        Set<String> tables = new TreeSet<>();
        call.input().path("RequestItems").fieldNames().forEachRemaining(tables::add);
        tables.add(call.input().path("TableName").asText());
        for (String table : tables) {
            faults.onShard(call.operation(), table, "").ifPresent(error -> {
                throw AwsException.badRequest(error.code(), error.message());
            });
        }
    }

    /** One region: its tables and all that can be done to them. */
    private Map<String, Function<Request, ObjectNode>> operations(String region) {
        Tables tables = new Tables(region);
        Map<String, Function<Request, ObjectNode>> operations = new HashMap<>();
        addTableOperations(operations, tables);
        addItemOperations(operations, tables);
        return operations;
    }

    private void addTableOperations(Map<String, Function<Request, ObjectNode>> operations, Tables tables) {
        TableOperations table = new TableOperations(tables, clock);
        operations.put("CreateTable", table::create);
        operations.put("DescribeTable", table::describe);
        operations.put("UpdateTable", table::update);
        operations.put("DeleteTable", table::delete);
        operations.put("ListTables", table::list);
        Tags tags = new Tags(tables);
        operations.put("TagResource", tags::tag);
        operations.put("UntagResource", tags::untag);
        operations.put("ListTagsOfResource", tags::list);
        Upkeep upkeep = new Upkeep(tables, clock);
        operations.put("DescribeContinuousBackups", upkeep::describeBackups);
        operations.put("UpdateContinuousBackups", upkeep::updateBackups);
        operations.put("DescribeTimeToLive", upkeep::describeTimeToLive);
        operations.put("UpdateTimeToLive", upkeep::updateTimeToLive);
    }

    private static void addItemOperations(Map<String, Function<Request, ObjectNode>> operations, Tables tables) {
        ItemOperations item = new ItemOperations(tables);
        operations.put("GetItem", item::get);
        operations.put("PutItem", item::put);
        operations.put("UpdateItem", item::update);
        operations.put("DeleteItem", item::delete);
        operations.put("Query", new QueryOperation(tables)::query);
        operations.put("Scan", new ScanOperation(tables)::scan);
        BatchOperations batch = new BatchOperations(tables);
        operations.put("BatchGetItem", batch::get);
        operations.put("BatchWriteItem", batch::write);
        TransactOperations transact = new TransactOperations(tables);
        operations.put("TransactGetItems", transact::get);
        operations.put("TransactWriteItems", transact::write);
    }
}
