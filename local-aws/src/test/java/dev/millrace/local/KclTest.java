package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.HashKeyRangeForLease;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** The real KCL against Kinesis, DynamoDB and CloudWatch here: leases, checkpoints, a split on the way, its metrics. */
class KclTest {
    private static final InitialPositionInStreamExtended START =
            InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final CountDownLatch all = new CountDownLatch(200);

    @Test
    void kclReadsEveryRecordAcrossASplitAndCheckpoints() throws Exception {
        consume(true);
    }

    /** Up to 90 seconds of it are KCL's own waits; run it with -Dmillrace.slow=true after changes to DynamoDB. */
    @Test
    @EnabledIfSystemProperty(named = "millrace.slow", matches = "true")
    void kclMakesItsOwnTableIndexAndLeases() throws Exception {
        consume(false);
    }

    private void consume(boolean tableIsThere) throws Exception {
        try (LocalAws aws = LocalAws.start();
                KinesisAsyncClient kinesis = LocalClients.kinesisAsync(aws.endpoint());
                DynamoDbAsyncClient dynamo = LocalClients.dynamoAsync(aws.endpoint());
                var cloudWatch = LocalClients.cloudWatchAsync(aws.endpoint())) {
            kinesis.createStream(b -> b.streamName("orders").shardCount(1)).join();
            put(kinesis, 0);
            Scheduler scheduler = scheduler(new ConfigsBuilder(
                    new SingleStreamTracker("orders", START),
                    "app",
                    kinesis,
                    dynamo,
                    cloudWatch,
                    "worker",
                    Counting::new));
            if (tableIsThere) {
                makeTable(dynamo, kinesis, scheduler.leaseRefresher());
            }
            Thread worker = new Thread(scheduler);
            worker.start();
            split(kinesis);
            put(kinesis, 100);

            assertThat(all.await(tableIsThere ? 60 : 180, TimeUnit.SECONDS))
                    .as("saw %s of 200", seen.size())
                    .isTrue();
            scheduler.startGracefulShutdown().get(30, TimeUnit.SECONDS);
            worker.join(30_000);
            assertThat(scheduler.leaseRefresher().listLeases().stream()
                            .collect(Collectors.toMap(
                                    Lease::leaseKey, lease -> lease.checkpoint().toString())))
                    .containsKeys("shardId-000000000001", "shardId-000000000002")
                    .containsEntry("shardId-000000000000", "{SequenceNumber: SHARD_END,SubsequenceNumber: 0}");
        }
    }

    private static void put(KinesisAsyncClient kinesis, int from) {
        List<PutRecordsRequestEntry> entries = IntStream.range(from, from + 100)
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey("k" + i)
                        .data(SdkBytes.fromUtf8String("record-" + i))
                        .build())
                .toList();
        kinesis.putRecords(b -> b.streamName("orders").records(entries)).join();
    }

    private static void split(KinesisAsyncClient kinesis) {
        kinesis.splitShard(b -> b.streamName("orders")
                        .shardToSplit("shardId-000000000000")
                        .newStartingHashKey("170141183460469231731687303715884105728"))
                .join();
    }

    private static void makeTable(DynamoDbAsyncClient dynamo, KinesisAsyncClient kinesis, LeaseRefresher leases)
            throws Exception {
        dynamo.createTable(b -> b.tableName("app")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(text("leaseKey"), text("leaseOwner"))
                        .keySchema(key("leaseKey", KeyType.HASH))
                        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                                .indexName("LeaseOwnerToLeaseKeyIndex")
                                .keySchema(key("leaseOwner", KeyType.HASH), key("leaseKey", KeyType.RANGE))
                                .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                                .build()))
                .join();
        for (Shard shard :
                kinesis.listShards(b -> b.streamName("orders")).join().shards()) {
            Lease lease = new Lease();
            lease.leaseKey(shard.shardId());
            lease.checkpoint(ExtendedSequenceNumber.TRIM_HORIZON);
            lease.ownerSwitchesSinceCheckpoint(0L);
            lease.hashKeyRange(HashKeyRangeForLease.fromHashKeyRange(shard.hashKeyRange()));
            leases.createLeaseIfNotExists(lease);
        }
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static Scheduler scheduler(ConfigsBuilder configs) {
        var coordinator = configs.coordinatorConfig();
        coordinator.parentShardPollIntervalMillis(200);
        coordinator.shardConsumerDispatchPollIntervalMillis(100);
        coordinator.schedulerInitializationBackoffTimeMillis(100);
        var leases = configs.leaseManagementConfig();
        leases.initialPositionInStream(START);
        leases.failoverTimeMillis(2_000);
        leases.leaseAssignmentIntervalMillis(500L);
        leases.shardSyncIntervalMillis(1_000);
        leases.listShardsBackoffTimeInMillis(100);
        leases.leasesRecoveryAuditorExecutionFrequencyMillis(1_000);
        leases.leasesRecoveryAuditorInconsistencyConfidenceThreshold(1);
        leases.dynamoDbLockBasedLeaderLeaseDurationInMillis(4_000);
        leases.dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(1_000);
        leases.workerUtilizationAwareAssignmentConfig()
                .disableWorkerMetrics(true)
                .workerMetricsReporterFreqInMillis(2_000);
        return new Scheduler(
                configs.checkpointConfig(),
                coordinator,
                leases,
                configs.lifecycleConfig(),
                configs.metricsConfig(),
                configs.processorConfig(),
                configs.retrievalConfig()
                        .retrievalSpecificConfig(new PollingConfig("orders", configs.kinesisClient())
                                .idleTimeBetweenReadsInMillis(250)));
    }

    /** Notes what it is given and checkpoints it. */
    private final class Counting implements ShardRecordProcessor {
        @Override
        public void initialize(InitializationInput input) {}

        @Override
        public void processRecords(ProcessRecordsInput input) {
            input.records().forEach(record -> {
                if (seen.add(SdkBytes.fromByteBuffer(record.data()).asUtf8String())) {
                    all.countDown();
                }
            });
            checkpoint(() -> input.checkpointer().checkpoint());
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {
            checkpoint(() -> input.checkpointer().checkpoint());
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            checkpoint(() -> input.checkpointer().checkpoint());
        }

        private void checkpoint(Checkpoint checkpoint) {
            try {
                checkpoint.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private interface Checkpoint {
        void run() throws Exception;
    }
}
