package dev.millrace.producer;

import dev.millrace.record.Deaggregator;
import dev.millrace.record.UserRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The whole pipeline on the test's thread, under a clock that the test turns. */
final class Rig {
    final FakeKinesis kinesis;
    final Inbox inbox = new Inbox();
    final MemoryBudget budget;
    final Pipeline pipeline;
    final Tally tally;
    private final ProducerSettings settings;
    private final Mailbox mailbox = new Mailbox();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private long wait;

    Rig(int shards) {
        this(shards, ProducerSettings.builder());
    }

    Rig(int shards, ProducerSettings.Builder settings) {
        this(shards, settings, ProducerListener.NONE, Runnable::run);
    }

    Rig(int shards, ProducerSettings.Builder builder, ProducerListener listener, Executor executor) {
        settings = builder.build();
        kinesis = new FakeKinesis(shards);
        budget = new MemoryBudget(settings.memoryBytes, settings.memoryRecords);
        tally = new Tally(listener);
        Pipeline.Intake intake = new Pipeline.Intake(budget, inbox, mailbox);
        pipeline = new Pipeline(
                "clicks", settings, kinesis, intake, tally, new Completions(executor), new SplittableRandom(1), now);
    }

    /** A rig that has its shards listed. */
    static Rig ready(int shards, ProducerSettings.Builder settings) {
        Rig rig = new Rig(shards, settings);
        CompletableFuture<PutResult> first = rig.put("warm-up", "x");
        rig.run();
        rig.kinesis.answerListings();
        rig.advance(Duration.ofNanos(rig.settings.lingerNanos));
        rig.kinesis.takeCalls().forEach(FakeKinesis.Call::land);
        rig.run();
        first.join();
        rig.kinesis.logs().values().forEach(List::clear);
        return rig;
    }

    CompletableFuture<PutResult> put(String key, String data) {
        return put(UserRecord.of(key, data));
    }

    CompletableFuture<PutResult> put(UserRecord record) {
        Pending pending = new Pending(record, Pending.weigh(record));
        boolean room;
        try {
            room = budget.reserve(pending.bytes, 0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (!room) {
            throw new BufferFullException("full", null);
        }
        inbox.add(pending);
        return pending.future;
    }

    /** One turn of the loop, at this moment. */
    Rig run() {
        wait = pipeline.runOnce(now);
        return this;
    }

    /** Lets time pass, turning the loop exactly when it asked to be. */
    Rig advance(Duration time) {
        long until = now + time.toNanos();
        run();
        while (wait < until - now) {
            now += wait;
            run();
        }
        now = until;
        return run();
    }

    /** Lets time pass without a turn of the loop. */
    void skip(long nanos) {
        now += nanos;
    }

    long now() {
        return now;
    }

    /** What the last turn answered. */
    Duration nextTurnIn() {
        return Duration.ofNanos(wait);
    }

    /** The data of the user records in a shard, or in all if none is named, as a reader of the stream finds them. */
    List<String> landed(String shardId) {
        return Deaggregator.deaggregate(kinesis.logs().get(shardId)).stream()
                .map(record -> text(record.userRecord()))
                .toList();
    }

    List<String> landed() {
        return kinesis.logs().keySet().stream()
                .flatMap(id -> landed(id).stream())
                .toList();
    }

    static String text(UserRecord record) {
        return new String(record.toByteArray(), StandardCharsets.UTF_8);
    }
}
