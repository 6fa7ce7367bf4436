package dev.millrace.consumer;

import dev.millrace.handling.Handling;
import dev.millrace.handling.KeyLanes;
import dev.millrace.handling.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;

/** A started consumer: the wiring of KCL, the shards, the handlers' threads and the clients, and the order in which they stop. */
final class Worker implements WorkerStateChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);
    private static final long LEASE_CHECK_MILLIS = 250;
    private static final Duration KCL_STOP_LIMIT = Duration.ofSeconds(15);

    private final ConsumerBuilder settings;
    private final CompletableFuture<Void> terminated;
    private final Clients clients;
    private final @Nullable ExecutorService ownExecutor;
    private final Shards shards;
    private final Scheduler scheduler;
    private final LeaseTable leaseTable;
    private final ScheduledExecutorService ticker;
    private final CompletableFuture<Void> kclEnded = new CompletableFuture<>();
    private volatile @Nullable Throwable initializationFailure;

    Worker(ConsumerBuilder settings, Handling<?> handling, CompletableFuture<Void> terminated) {
        this.settings = settings;
        this.terminated = terminated;
        clients = new Clients(settings);
        ownExecutor = settings.executor == null
                ? Executors.newFixedThreadPool(settings.concurrency, daemons("handler"))
                : null;
        try {
            KclSettings kcl = new KclSettings(settings, clients);
            shards = new Shards(
                    lanes(handling, Objects.requireNonNullElse(settings.executor, ownExecutor)),
                    new ShardRun.Bounds(settings.maxRecordsInFlight, settings.maxBytesInFlight),
                    kcl.handoffLimit());
            scheduler = kcl.scheduler(shards, this);
            shards.leases(scheduler.leaseCoordinator()::getCurrentlyHeldLease);
            leaseTable = new LeaseTable(settings.application, clients.dynamoDb, scheduler.leaseRefresher());
            ticker = Executors.newScheduledThreadPool(2, daemons("checkpoint"));
        } catch (Throwable e) {
            clients.close();
            throw e;
        }
    }

    private <T> Supplier<KeyLanes<?>> lanes(Handling<T> handling, Executor executor) {
        Handling<T> logged = LoggedHandling.of(handling);
        Origin origin = new Origin(settings.stream, settings.application, settings.worker);
        return () -> new KeyLanes<>(logged, origin, executor, dev.millrace.handling.Scheduler.on(executor));
    }

    private ThreadFactory daemons(String role) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, settings.application + "-" + role + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void start() {
        try {
            requireStream();
            if (settings.fastStart) {
                leaseTable.bootstrap(clients.kinesis, settings.stream, settings.startPosition);
            }
        } catch (RuntimeException e) {
            release(false);
            throw e;
        }
        long commitMillis = settings.commitInterval.toMillis();
        ticker.scheduleWithFixedDelay(guarded(shards::observeLeases), 0, LEASE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        ticker.scheduleWithFixedDelay(guarded(shards::commit), commitMillis, commitMillis, TimeUnit.MILLISECONDS);
        new Thread(this::run, settings.application + "-kcl").start();
    }

    private void requireStream() {
        try {
            clients.kinesis
                    .describeStreamSummary(request -> request.streamName(settings.stream))
                    .join();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String what = cause instanceof ResourceNotFoundException
                    ? "no stream named " + settings.stream + " here: create it, or check name, account and region"
                    : "stream " + settings.stream + " cannot be described: " + cause.getMessage();
            throw new ConsumerException(what, cause);
        }
    }

    /** A periodic task that throws would never run again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A periodic task failed and goes on", e);
            }
        };
    }

    /** KCL's loop. An Error that escapes it would leave its leases renewed for ever by a worker that does nothing. */
    private void run() {
        Throwable failure = null;
        try {
            scheduler.run();
            failure = initializationFailure;
        } catch (Throwable e) {
            failure = e;
            scheduler.shutdown();
        }
        kclEnded.complete(null);
        if (failure != null) {
            LOG.error("The worker {} ended by itself", settings.worker, failure);
            shards.stop();
            terminated.completeExceptionally(
                    new ConsumerException("worker " + settings.worker + " ended: " + failure.getMessage(), failure));
        }
    }

    @Override
    public void onWorkerStateChange(WorkerState state) {
        LOG.debug("Worker {} is {}", settings.worker, state);
    }

    @Override
    public void onAllInitializationAttemptsFailed(Throwable e) {
        initializationFailure = e;
    }

    List<ShardStatus> statuses() {
        return shards.statuses();
    }

    Map<String, String> checkpoints() {
        return shards.checkpoints();
    }

    /**
     * KCL's graceful shutdown would do, were it not that it waits for a stalled shard without a limit. Leases are given back only when
     * no handler runs any more: the next owner must not handle a key at the same time.
     */
    boolean close(Duration limit) {
        boolean drained = ShardProcessor.awaitAtMost(limit, shards.drain());
        shards.commit();
        shards.stop();
        scheduler.shutdown();
        boolean ended = ShardProcessor.awaitAtMost(KCL_STOP_LIMIT, kclEnded);
        release(drained && ended);
        return drained;
    }

    private void release(boolean leases) {
        ticker.shutdownNow();
        if (ownExecutor != null) {
            ownExecutor.shutdownNow();
        }
        if (leases) {
            leaseTable.release(settings.worker);
        }
        clients.close();
    }
}
