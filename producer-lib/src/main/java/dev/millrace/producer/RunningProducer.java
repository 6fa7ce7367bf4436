package dev.millrace.producer;

import dev.millrace.record.UserRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The callers' side: admits records, wakes the loop, waits for its end. */
final class RunningProducer implements Producer {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProducer.class);
    private static final Duration CALLBACK_GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CLOSE = Duration.ofDays(365);

    private final String stream;
    private final ProducerSettings settings;
    private final Pipeline.Intake intake;
    private final Pipeline pipeline;
    private final Tally tally;
    private final Completions completions;
    private final Loop loop;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private RunningProducer(
            String stream,
            ProducerSettings settings,
            ProducerListener listener,
            Service service,
            Executor executor,
            Runnable cleanUp) {
        this.stream = stream;
        this.settings = settings;
        tally = new Tally(listener);
        completions = new Completions(executor);
        intake = new Pipeline.Intake(
                new MemoryBudget(settings.memoryBytes, settings.memoryRecords), new Inbox(), new Mailbox());
        pipeline = new Pipeline(
                stream, settings, service, intake, tally, completions, new SplittableRandom(), System.nanoTime());
        loop = new Loop("millrace-producer-" + stream, pipeline, () -> end(cleanUp));
        intake.mailbox().onPost(loop::wake);
    }

    private void end(Runnable cleanUp) {
        cleanUp.run();
        ended.complete(null);
    }

    static RunningProducer start(
            String stream,
            ProducerSettings settings,
            ProducerListener listener,
            @Nullable KinesisAsyncClient givenClient,
            @Nullable Executor givenExecutor) {
        KinesisAsyncClient client = givenClient != null ? givenClient : ownClient(settings);
        Executor executor = givenExecutor != null ? givenExecutor : ownExecutor(stream);
        Service service = new KinesisService(client, stream, settings.requestTimeout);
        return start(stream, settings, listener, service, executor, () -> {
            if (givenClient == null) {
                client.close();
            }
            if (givenExecutor == null && executor instanceof ExecutorService own) {
                own.shutdown();
            }
        });
    }

    static RunningProducer start(
            String stream,
            ProducerSettings settings,
            ProducerListener listener,
            Service service,
            Executor executor,
            Runnable cleanUp) {
        RunningProducer producer = new RunningProducer(stream, settings, listener, service, executor, cleanUp);
        producer.loop.start();
        return producer;
    }

    private static ExecutorService ownExecutor(String stream) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "millrace-producer-callbacks-" + stream);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The pipeline retries by itself; HTTP/1.1, since a PutRecords request fills a connection anyway. */
    private static KinesisAsyncClient ownClient(ProducerSettings settings) {
        return KinesisAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .maxConcurrency(settings.requestsInFlight + 1))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public CompletableFuture<PutResult> put(UserRecord record) {
        int bytes = requireSmall(record);
        reserve(bytes);
        return admit(new Pending(record, bytes));
    }

    @Override
    public Optional<CompletableFuture<PutResult>> tryPut(UserRecord record) {
        int bytes = requireSmall(record);
        return intake.budget().tryReserve(bytes) ? Optional.of(admit(new Pending(record, bytes))) : Optional.empty();
    }

    private int requireSmall(UserRecord record) {
        int bytes = Pending.weigh(record);
        if (bytes > settings.recordBytes) {
            throw new RecordTooLargeException(
                    "record of " + bytes + " bytes, partition key included: the limit is recordBytes "
                            + settings.recordBytes,
                    null);
        }
        return bytes;
    }

    private CompletableFuture<PutResult> admit(Pending pending) {
        try {
            if (intake.inbox().add(pending)) {
                loop.wake();
            }
            return pending.future;
        } catch (ProducerClosedException e) {
            intake.budget().release(pending.bytes);
            throw e;
        }
    }

    private void reserve(int bytes) {
        try {
            if (!intake.budget().reserve(bytes, settings.maxBlockNanos)) {
                throw full("within " + Duration.ofNanos(settings.maxBlockNanos), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw full("before this thread was interrupted", e);
        }
    }

    private BufferFullException full(String when, @Nullable Throwable cause) {
        return new BufferFullException(
                "no memory came free " + when + ": all of " + intake.budget()
                        + " is taken by records that wait for stream " + stream,
                cause);
    }

    @Override
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> flush = intake.inbox().flush();
        loop.wake();
        return flush != null ? flush : ended.copy();
    }

    @Override
    public ProducerStats stats() {
        return tally.stats(intake.budget());
    }

    @Override
    public void close() {
        close(Duration.ofNanos(settings.deliveryTimeoutNanos));
    }

    @Override
    public void close(Duration timeout) {
        Duration within = timeout.compareTo(LONGEST_CLOSE) > 0 ? LONGEST_CLOSE : timeout;
        intake.inbox().close(new ProducerClosedException("the producer of stream " + stream + " is closed", null));
        closeWithin(within.toNanos());
        if (!completions.onThisThread()) {
            awaitEnd(within.plus(CALLBACK_GRACE));
        }
    }

    private void closeWithin(long nanos) {
        intake.mailbox().post(now -> pipeline.close(now + nanos));
    }

    private void awaitEnd(Duration timeout) {
        try {
            ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            closeWithin(0);
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("the producer of {} is closed, but callbacks of its futures still run", stream);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of the producer's loop cannot fail", e);
        }
    }
}
