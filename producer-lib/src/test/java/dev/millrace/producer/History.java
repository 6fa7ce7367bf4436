package dev.millrace.producer;

import dev.millrace.record.HashKey;
import dev.millrace.record.Shard;
import dev.millrace.record.UserRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A run of the pipeline through what a seed has in store: bursts of puts, throttles, partial failures, lost answers whose writes may
 * come late, stale and failing listings, splits and merges, a full memory, flushes, and perhaps a close in the middle.
 */
final class History {
    private static final long MILLI = 1_000_000;
    private static final int KEYS = 200;

    final Rig rig;
    final List<Put> puts = new ArrayList<>();
    int rejected;
    int reshards;
    int brokenFlushes;

    private final SplittableRandom random;
    private final int records;
    final boolean closesEarly;
    private final double trouble;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private long time;

    private record Event(long at, Runnable action) {}

    /** A record that was accepted, its number among those of its key, and how often its future completed. */
    static final class Put {
        final UserRecord record;
        final CompletableFuture<PutResult> future;
        int completions;

        Put(UserRecord record, CompletableFuture<PutResult> future) {
            this.record = record;
            this.future = future;
            future.whenComplete((result, error) -> completions++);
        }
    }

    History(long seed, int records, ProducerSettings.Builder settings) {
        this.random = new SplittableRandom(seed);
        this.records = records;
        this.closesEarly = random.nextInt(3) == 0;
        this.trouble = random.nextInt(4) == 0 ? 0.5 : random.nextDouble(0.2);
        this.rig = new Rig(1 + random.nextInt(8), settings);
    }

    /** Plays it to its end, which is that of the pipeline. */
    History play() {
        at(0, this::putBurst);
        for (turn(); !rig.pipeline.isOver(); turn()) {
            long until = Math.min(
                    events.element().at() - time, Math.max(1, rig.nextTurnIn().toNanos()));
            rig.skip(until);
            time += until;
            while (!events.isEmpty() && events.element().at() <= time) {
                events.remove().action().run();
            }
        }
        while (!events.isEmpty()) {
            events.remove().action().run();
        }
        rig.run();
        return this;
    }

    private void turn() {
        rig.run();
        schedule();
    }

    private void at(long delay, Runnable action) {
        events.add(new Event(time + delay, action));
    }

    private long delay(int maxMillis) {
        return random.nextLong(maxMillis * MILLI) + 1;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Decides what becomes of the calls that the last turn made. */
    private void schedule() {
        rig.kinesis.takeCalls().forEach(this::schedule);
        rig.kinesis.takeListings().forEach(listing -> {
            Service.ShardListing early = rig.kinesis.listing();
            at(delay(40), () -> {
                if (chance(trouble)) {
                    listing.completeExceptionally(new IOException("listing lost"));
                } else {
                    listing.complete(chance(0.5) ? early : rig.kinesis.listing());
                }
            });
        });
    }

    private void schedule(FakeKinesis.Call call) {
        long answered = delay(chance(0.1) ? 400 : 30);
        if (!chance(trouble)) {
            at(random.nextLong(answered), () -> writeAndAnswer(call, time + delay(10)));
            return;
        }
        if (chance(0.5)) {
            at(delay(chance(0.2) ? 2_000 : 30), call::write);
        }
        at(answered, () -> call.fail(new IOException("answer lost")));
    }

    private void writeAndAnswer(FakeKinesis.Call call, long answered) {
        boolean partial = chance(trouble);
        List<Service.EntryResult> results = new ArrayList<>();
        for (var entry : call.entries) {
            boolean refused = partial && chance(0.3);
            String code = chance(0.5) ? "InternalFailure" : "ProvisionedThroughputExceededException";
            results.add(refused ? new Service.Refused(code, "") : rig.kinesis.write(entry));
        }
        at(answered - time, () -> call.answer.complete(results));
    }

    private void putBurst() {
        for (int i = random.nextInt(60); i > 0 && puts.size() < records; i--) {
            put();
        }
        if (chance(0.1)) {
            flush();
        }
        if (chance(0.05)) {
            reshard();
        }
        boolean end = puts.size() >= records || (closesEarly && puts.size() > records / 2);
        at(delay(30), end ? this::close : this::putBurst);
    }

    private void put() {
        int key = (int) (KEYS * random.nextDouble() * random.nextDouble());
        int size = chance(0.01) ? random.nextInt(60_000) : random.nextInt(200);
        UserRecord record = UserRecord.of("key-" + key, puts.size() + ":" + "x".repeat(size));
        if (key % 5 == 0) {
            record = record.withExplicitHashKey(HashKey.ofPartitionKey("elsewhere-" + key));
        }
        try {
            puts.add(new Put(record, rig.put(record)));
        } catch (BufferFullException e) {
            rejected++;
        }
    }

    private void flush() {
        List<Put> before = List.copyOf(puts);
        rig.inbox.flush().thenRun(() -> {
            if (!before.stream().allMatch(put -> put.future.isDone())) {
                brokenFlushes++;
            }
        });
    }

    private void reshard() {
        reshards++;
        List<Shard> open = new ArrayList<>(rig.kinesis.open());
        open.sort(Comparator.comparing(shard -> shard.hashRange().start()));
        int i = random.nextInt(open.size());
        if (open.size() > 1 && (open.size() > 12 || chance(0.5))) {
            int lower = Math.min(i, open.size() - 2);
            rig.kinesis.merge(open.get(lower), open.get(lower + 1));
        } else {
            rig.kinesis.split(open.get(i));
        }
    }

    private void close() {
        Duration timeout = closesEarly ? Duration.ofNanos(delay(2_000)) : Duration.ofHours(1);
        rig.inbox.close(new ProducerClosedException("closed", null));
        rig.pipeline.close(rig.now() + timeout.toNanos());
        at(timeout.toNanos(), () -> {});
    }
}
