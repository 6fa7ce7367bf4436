package dev.millrace.producer;

import dev.millrace.handling.Ordering;
import dev.millrace.record.Shard;
import dev.millrace.record.ShardMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages and how they are wired; one turn of the loop is {@link #runOnce}.
 *
 * <pre>
 * put() -> MemoryBudget -> Inbox -> Lanes (a Lane a shard: its queue, its ShardPace) -> Sender -> Service
 *                            |                ^          ^                                          |
 *                         Ledger <-+--- gives back    ShardFinder <------ evidence ---- Judge <- Mailbox
 *                            |     +----------------- delivered, failed ------------------+
 *                       Completions -> futures
 * </pre>
 *
 * Everything here but Inbox, Mailbox, MemoryBudget and Completions' far end belongs to the thread that calls {@link #runOnce}.
 */
final class Pipeline implements ShardFinder.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final String stream;
    private final ProducerSettings settings;
    private final RandomGenerator random;
    private final Failures failures;
    private final Inbox inbox;
    private final Mailbox mailbox;
    private final Completions completions;
    private final Tally tally;
    private final Ledger ledger;
    private final Linger linger;
    private final Lanes lanes;
    private final ShardFinder finder;
    private final Judge judge;
    private final Sender sender;
    private boolean keysIgnored;
    private boolean closing;
    private long closeBy;

    Pipeline(
            String stream,
            ProducerSettings settings,
            Service service,
            Intake intake,
            Tally tally,
            Completions completions,
            RandomGenerator random,
            long now) {
        this.stream = stream;
        this.settings = settings;
        this.random = random;
        this.completions = completions;
        this.tally = tally;
        inbox = intake.inbox();
        mailbox = intake.mailbox();
        failures = new Failures(stream);
        ledger = new Ledger(intake.budget(), completions, tally);
        linger = new Linger(settings.lingerNanos);
        lanes = new Lanes(this::lane);
        finder = new ShardFinder(service, mailbox, random, now);
        judge = new Judge(ledger, lanes, finder, failures, tally, this::keysAreIgnored);
        sender = new Sender(settings, lanes, judge, service, mailbox, tally);
        finder.tell(this);
    }

    /** What callers share with the loop. */
    record Intake(MemoryBudget budget, Inbox inbox, Mailbox mailbox) {}

    private Lane lane(Shard shard, @Nullable Lane before, long now) {
        ShardPace pace = before != null ? before.pace() : new ShardPace(settings, random, now);
        if (keysIgnored) {
            return new PlainLane(shard, pace, settings, linger);
        }
        if (settings.aggregation) {
            return new AggregateLane(shard, pace, settings, linger);
        }
        return settings.ordering == Ordering.PER_KEY
                ? new KeyedLane(shard, pace, settings, linger)
                : new PlainLane(shard, pace, settings, linger);
    }

    /** Does all that can be done now; answers the nanoseconds until there is more, if nothing comes in before. */
    long runOnce(long now) {
        mailbox.deliver(now);
        accept(now);
        long listing = finder.runOnce(lanes.hasUnrouted() || judge.waitsForShards(), now);
        judge.expire(now);
        ledger.expire(now, failures);
        long sending = sender.runOnce(now);
        closeIfTime(now);
        ledger.completeFlushes();
        completions.handOver();
        return Math.min(Math.min(listing, sending), Math.min(ledger.nanosUntilExpiry(now), nanosUntilClose(now)));
    }

    private void accept(long now) {
        inbox.drainFlushes().forEach(flush -> {
            linger.flush(flush.before());
            ledger.add(flush);
        });
        var accepted = inbox.drain();
        accepted.forEach(pending -> enter(pending, now));
        for (Pending pending = accepted.poll(); pending != null; pending = accepted.poll()) {
            lanes.route(pending);
        }
    }

    /** Into the ledger first, all of them: should anything break after that, none is forgotten. */
    private void enter(Pending pending, long now) {
        pending.acceptedNanos = now;
        pending.deadlineNanos = now + settings.deliveryTimeoutNanos;
        ledger.add(pending);
    }

    @Override
    public boolean listed(Service.ShardListing listing, long now) {
        boolean changed = !listing.open().shards().equals(lanes.map().shards());
        if (changed) {
            adopt(listing.open(), now);
            tally.shards(listing.open());
        }
        judge.shardsListed(now);
        return changed;
    }

    private void adopt(ShardMap map, long now) {
        judge.inFlight().forEach(Batch::release);
        lanes.adopt(map, judge.inFlight(), now);
    }

    /** The stream spreads records as it likes: what shares a Kinesis record would be lost to KCL, and order is nobody's to keep. */
    private void keysAreIgnored(long now) {
        LOG.warn(
                "stream {} ignores partition keys (record distribution AUTO): records go out plain and unordered",
                stream);
        keysIgnored = true;
        adopt(lanes.map(), now);
    }

    @Override
    public void failed(Throwable error, long now) {
        Throwable cause = Failures.unwrap(error);
        boolean fatal = Failures.kindOf(cause) == Failures.Kind.FATAL;
        for (Pending pending : lanes.takeUnrouted()) {
            pending.lastFailure = "the shards could not be listed: " + cause.getMessage();
            if (fatal) {
                ledger.fail(pending, failures.fatal(pending, pending.lastFailure, cause));
            } else {
                lanes.route(pending);
            }
        }
    }

    /** Lets nothing linger, and ends when all is done or the time has passed; the inbox is closed by then. */
    void close(long deadlineNanos) {
        closeBy = closing && closeBy - deadlineNanos < 0 ? closeBy : deadlineNanos;
        closing = true;
        linger.flush(Long.MAX_VALUE);
    }

    private void closeIfTime(long now) {
        if (closing && closeBy - now <= 0) {
            ledger.failAll(failures::closed);
        }
    }

    private long nanosUntilClose(long now) {
        return closing ? Math.max(0, closeBy - now) : Long.MAX_VALUE;
    }

    boolean isOver() {
        return closing && ledger.isEmpty();
    }

    /** After the loop broke: nothing accepted is left without an answer. */
    void crash(Throwable error) {
        String message = "the producer failed and is closed: " + error;
        inbox.close(new ProducerClosedException(message, error));
        inbox.drainAll().forEach(ledger::add);
        ledger.failAll(pending -> new ProducerClosedException(message, error));
    }

    /** The last thing of the loop's: whoever waits for the end hears of it after all futures. */
    void end(Runnable last) {
        inbox.end().forEach(ledger::add);
        ledger.completeFlushes();
        completions.add(last);
        completions.handOver();
    }
}
