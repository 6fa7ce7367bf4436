package dev.millrace.consumer;

import java.time.Duration;
import java.util.concurrent.Executors;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseManagementConfig.GracefulLeaseHandoffConfig;
import software.amazon.kinesis.lifecycle.LifecycleConfig;
import software.amazon.kinesis.metrics.MetricsConfig;
import software.amazon.kinesis.metrics.MetricsLevel;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** Our settings in KCL's words. All of KCL's tuning is here. */
final class KclSettings {
    /** KCL's own is 20 s: so long would a deploy's shards go unread. It costs the leader one scan of the lease table. */
    private static final Duration ASSIGNMENT = Duration.ofSeconds(5);

    /** KCL's own is 30 s, and it assigns leases to a worker that died for twice as long. It costs each worker a write. */
    private static final Duration WORKER_REPORT = Duration.ofSeconds(5);

    private static final Duration HANDOFF = Duration.ofSeconds(30);
    private static final Duration FAST_HANDOFF = Duration.ofSeconds(5);

    private final ConsumerBuilder settings;
    private final Clients clients;

    KclSettings(ConsumerBuilder settings, Clients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** How long a shard may drain before another worker takes it: a little less than KCL grants, to leave time for the commit. */
    Duration handoffLimit() {
        return handoff().multipliedBy(4).dividedBy(5);
    }

    private Duration handoff() {
        return settings.fastStart ? FAST_HANDOFF : HANDOFF;
    }

    Scheduler scheduler(ShardRecordProcessorFactory processors, WorkerStateChangeListener listener) {
        ConfigsBuilder configs = new ConfigsBuilder(
                new SingleStreamTracker(settings.stream, settings.startPosition.toKcl()),
                settings.application,
                clients.kinesis,
                clients.dynamoDb,
                clients.cloudWatch,
                settings.worker,
                processors);
        return new Scheduler(
                configs.checkpointConfig(),
                coordinator(configs).workerStateChangeListener(listener),
                leases(configs),
                lifecycle(configs),
                metrics(configs),
                configs.processorConfig(),
                retrieval(configs));
    }

    private CoordinatorConfig coordinator(ConfigsBuilder configs) {
        CoordinatorConfig config = configs.coordinatorConfig();
        if (settings.fastStart) {
            config.parentShardPollIntervalMillis(200);
            config.shardConsumerDispatchPollIntervalMillis(100);
            config.schedulerInitializationBackoffTimeMillis(100);
        }
        return config;
    }

    private LeaseManagementConfig leases(ConfigsBuilder configs) {
        LeaseManagementConfig config = configs.leaseManagementConfig()
                .initialPositionInStream(settings.startPosition.toKcl())
                .leaseAssignmentIntervalMillis(ASSIGNMENT.toMillis())
                .executorService(Executors.newCachedThreadPool(KclSettings::daemon))
                .gracefulLeaseHandoffConfig(GracefulLeaseHandoffConfig.builder()
                        .gracefulLeaseHandoffTimeoutMillis(handoff().toMillis())
                        .build());
        config.workerUtilizationAwareAssignmentConfig().workerMetricsReporterFreqInMillis(WORKER_REPORT.toMillis());
        if (settings.fastStart) {
            config.failoverTimeMillis(2_000);
            config.leaseAssignmentIntervalMillis(500L);
            config.shardSyncIntervalMillis(1_000);
            config.listShardsBackoffTimeInMillis(100);
            config.leasesRecoveryAuditorExecutionFrequencyMillis(1_000);
            config.leasesRecoveryAuditorInconsistencyConfidenceThreshold(1);
            config.dynamoDbLockBasedLeaderLeaseDurationInMillis(4_000);
            config.dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(1_000);
            config.workerUtilizationAwareAssignmentConfig()
                    .disableWorkerMetrics(true)
                    .workerMetricsReporterFreqInMillis(2_000);
        }
        return config;
    }

    /** KCL's own pool for looking up shards would keep the JVM alive for a minute after the end. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "kcl-shard-sync");
        thread.setDaemon(true);
        return thread;
    }

    private static LifecycleConfig lifecycle(ConfigsBuilder configs) {
        return configs.lifecycleConfig().aggregatorUtil(new RawRecords());
    }

    private MetricsConfig metrics(ConfigsBuilder configs) {
        MetricsConfig config = configs.metricsConfig().metricsLevel(MetricsLevel.SUMMARY);
        return settings.metrics ? config : config.metricsFactory(new NullMetricsFactory());
    }

    private RetrievalConfig retrieval(ConfigsBuilder configs) {
        RetrievalConfig config = configs.retrievalConfig();
        if (settings.fastStart) {
            config.listShardsBackoffTimeInMillis(100);
        }
        return config.retrievalSpecificConfig(settings.fanOut ? fanOut() : polling());
    }

    private RetrievalSpecificConfig polling() {
        PollingConfig config = new PollingConfig(settings.stream, clients.kinesis);
        return settings.fastStart ? config.idleTimeBetweenReadsInMillis(250) : config;
    }

    private RetrievalSpecificConfig fanOut() {
        FanOutConfig config =
                new FanOutConfig(clients.kinesis).streamName(settings.stream).applicationName(settings.application);
        if (settings.fanOutConsumerArn != null) {
            config.consumerArn(settings.fanOutConsumerArn);
        }
        return settings.fastStart ? config.retryBackoffMillis(100) : config;
    }
}
