package dev.millrace.consumer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbAsyncWaiter;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.kinesis.common.HashKeyRangeForLease;
import software.amazon.kinesis.leases.EntityType;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;

/**
 * Does what KCL would do for a new application, without its two fixed waits: up to 30 s when the lease table is empty, 10 s and more
 * while the table's index is added to it.
 */
final class LeaseTable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseTable.class);
    private static final String KEY = "leaseKey";
    private static final String OWNER = "leaseOwner";
    private static final String INDEX = "LeaseOwnerToLeaseKeyIndex";

    private final String name;
    private final DynamoDbAsyncClient dynamoDb;
    private final LeaseRefresher leases;

    LeaseTable(String name, DynamoDbAsyncClient dynamoDb, LeaseRefresher leases) {
        this.name = name;
        this.dynamoDb = dynamoDb;
        this.leases = leases;
    }

    /** Makes the table with a lease for each shard to start from; leaves a table that is there already alone. */
    void bootstrap(KinesisAsyncClient kinesis, String stream, StartPosition start) {
        try {
            if (create()) {
                awaitActive();
                for (Shard shard : shards(kinesis, stream, start)) {
                    leases.createLeaseIfNotExists(lease(shard, start));
                }
            }
        } catch (Exception e) {
            throw new ConsumerException("lease table " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    private void awaitActive() {
        try (DynamoDbAsyncWaiter waiter = dynamoDb.waiter()) {
            waiter.waitUntilTableExists(request -> request.tableName(name)).join();
        }
    }

    private boolean create() {
        try {
            dynamoDb.createTable(this::table).join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ResourceInUseException) {
                LOG.debug("Lease table {} is there already", name);
                return false;
            }
            throw e;
        }
    }

    private void table(CreateTableRequest.Builder table) {
        table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(KEY), text(OWNER))
                .keySchema(key(KEY, KeyType.HASH))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(INDEX)
                        .keySchema(key(OWNER, KeyType.HASH), key(KEY, KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                        .build());
    }

    private static AttributeDefinition text(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private static List<Shard> shards(KinesisAsyncClient kinesis, String stream, StartPosition start) {
        ListShardsRequest first = ListShardsRequest.builder()
                .streamName(stream)
                .shardFilter(start.toShardFilter())
                .build();
        return Stream.iterate(
                        kinesis.listShards(first).join(),
                        page -> page != null,
                        page -> page.nextToken() == null ? null : next(kinesis, page))
                .flatMap(page -> page.shards().stream())
                .toList();
    }

    private static ListShardsResponse next(KinesisAsyncClient kinesis, ListShardsResponse page) {
        return kinesis.listShards(request -> request.nextToken(page.nextToken()))
                .join();
    }

    private static Lease lease(Shard shard, StartPosition start) {
        Lease lease = new Lease();
        lease.leaseKey(shard.shardId());
        lease.parentShardIds(Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                .filter(parent -> parent != null)
                .toList());
        lease.checkpoint(start.toSentinel());
        lease.ownerSwitchesSinceCheckpoint(0L);
        lease.hashKeyRange(HashKeyRangeForLease.fromHashKeyRange(shard.hashKeyRange()));
        return lease;
    }

    /**
     * Gives this worker's leases back, so that another need not wait until they run out, and strikes it off the list of workers: KCL
     * would go on to assign leases to it for a minute, each of which would have to run out again.
     */
    void release(String worker) {
        try {
            strikeOff(worker);
            for (Lease lease : leases.listLeases()) {
                if (worker.equals(lease.leaseOwner())) {
                    leases.evictLease(lease);
                }
            }
        } catch (Exception e) {
            LOG.info("Leases of worker {} were not given back; they run out by themselves", worker, e);
        }
    }

    /** KCL 3.5's single table keeps a row for each worker beside the leases. */
    private void strikeOff(String worker) {
        dynamoDb.deleteItem(request -> request.tableName(name)
                        .key(Map.of(KEY, AttributeValue.fromS(worker)))
                        .conditionExpression("attribute_not_exists(#key) OR #type = :worker")
                        .expressionAttributeNames(Map.of("#key", KEY, "#type", "entityType"))
                        .expressionAttributeValues(
                                Map.of(":worker", AttributeValue.fromS(EntityType.WORKER_METRIC_STATS.getDdbValue()))))
                .join();
    }
}
