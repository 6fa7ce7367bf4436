package dev.millrace.producer;

import dev.millrace.record.HashRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what became of a batch: delivered, to go again, or failed.
 *
 * <p>An aggregate counts as delivered if all its hash keys lie in the shard it landed on: KCL drops it whole otherwise. Landed on a
 * shard that nobody knows yet, it stays in flight until the shards are listed, and so holds back what must come after it.
 */
final class Judge {
    private final Ledger ledger;
    private final Lanes lanes;
    private final ShardFinder finder;
    private final Failures failures;
    private final Tally tally;
    private final Set<Batch> inFlight = new LinkedHashSet<>();
    private final LongConsumer onIgnoredKeys;
    private List<Undecided> undecided = new ArrayList<>();
    private boolean keysIgnored;

    private record Undecided(Batch batch, Service.Landed landed) {}

    Judge(Ledger ledger, Lanes lanes, ShardFinder finder, Failures failures, Tally tally, LongConsumer onIgnoredKeys) {
        this.ledger = ledger;
        this.lanes = lanes;
        this.finder = finder;
        this.failures = failures;
        this.tally = tally;
        this.onIgnoredKeys = onIgnoredKeys;
    }

    void sent(Request request) {
        for (Batch batch : request.batches()) {
            inFlight.add(batch);
            for (Pending pending : batch.records) {
                pending.attempts++;
                pending.inFlight = true;
            }
        }
    }

    /** Every batch of which nothing is known for certain. */
    Collection<Batch> inFlight() {
        return inFlight;
    }

    void answered(Request request, List<Service.EntryResult> results, long now) {
        for (int i = 0; i < results.size(); i++) {
            Batch batch = request.batches().get(i);
            if (results.get(i) instanceof Service.Landed landed) {
                landed(batch, landed, now);
            } else if (results.get(i) instanceof Service.Refused refused) {
                String reason = refused.errorCode() + ": " + refused.message();
                refused(batch, Failures.kindOf(refused.errorCode()), refused.errorCode(), reason, null, now);
            }
        }
    }

    void failed(Request request, Throwable error, long now) {
        Throwable cause = Failures.unwrap(error);
        for (Batch batch : request.batches()) {
            refused(
                    batch,
                    Failures.kindOf(cause),
                    Failures.codeOf(cause),
                    String.valueOf(cause.getMessage()),
                    cause,
                    now);
        }
    }

    private void landed(Batch batch, Service.Landed landed, long now) {
        if (landed.shardId().equals(batch.lane.shard().shardId())) {
            deliver(batch, landed, now);
            return;
        }
        HashRange range = finder.rangeOf(landed.shardId());
        if (range != null) {
            noticeIgnoredKeys(batch, range, now);
        }
        if (!keysIgnored) {
            finder.want();
        }
        if (batch.isAggregate()) {
            decide(batch, landed, range, now);
        } else {
            deliver(batch, landed, now);
        }
    }

    /** However a stream is resharded, a record lands where its own hash key belongs; unless the stream ignores keys. */
    private void noticeIgnoredKeys(Batch batch, HashRange landedOn, long now) {
        if (!keysIgnored && !landedOn.contains(batch.records.get(0).hashKey)) {
            keysIgnored = true;
            onIgnoredKeys.accept(now);
        }
    }

    private void decide(Batch batch, Service.Landed landed, @Nullable HashRange range, long now) {
        if (range == null) {
            undecided.add(new Undecided(batch, landed));
        } else if (batch.records.stream().allMatch(pending -> range.contains(pending.hashKey))) {
            deliver(batch, landed, now);
        } else {
            batch.lane.pace().failed(now);
            tally.refused(batch, Failures.Kind.RETRYABLE, "LandedOnAnotherShard");
            again(batch, "its aggregate landed on " + landed.shardId() + ", which does not hold all its hash keys");
        }
    }

    /** Judges anew what waited for the shards to be listed. */
    void shardsListed(long now) {
        List<Undecided> waiting = undecided;
        undecided = new ArrayList<>();
        waiting.forEach(each -> landed(each.batch(), each.landed(), now));
    }

    boolean waitsForShards() {
        return !undecided.isEmpty();
    }

    private void deliver(Batch batch, Service.Landed landed, long now) {
        Pending oldest = batch.records.get(0);
        batch.lane.pace().succeeded(now - batch.sentNanos);
        tally.put(batch, landed.shardId(), oldest.attempts, batch.sentNanos - oldest.acceptedNanos);
        long sub = 0;
        for (Pending pending : batch.records) {
            ledger.deliver(pending, new PutResult(landed.shardId(), landed.sequenceNumber(), sub++, pending.attempts));
        }
        settle(batch);
    }

    private void refused(
            Batch batch, Failures.Kind kind, String errorCode, String reason, @Nullable Throwable cause, long now) {
        tally.refused(batch, kind, errorCode);
        if (kind == Failures.Kind.FATAL) {
            batch.records.forEach(pending -> ledger.fail(pending, failures.fatal(pending, reason, cause)));
            settle(batch);
            return;
        }
        if (kind == Failures.Kind.THROTTLED) {
            batch.lane.pace().throttled(now);
        }
        batch.lane.pace().failed(now);
        again(batch, reason);
    }

    /** Gives the records back to the lanes they belong to now, before the batch stops holding those. */
    private void again(Batch batch, String reason) {
        for (Pending pending : batch.records) {
            pending.inFlight = false;
            pending.lastFailure = reason;
            if (!pending.finished) {
                lanes.route(pending);
            }
        }
        settle(batch);
    }

    private void settle(Batch batch) {
        inFlight.remove(batch);
        batch.records.forEach(pending -> pending.inFlight = false);
        batch.lane.finished(batch);
        batch.release();
    }

    /** Fails what is still undecided past its deadline. */
    void expire(long now) {
        for (Undecided each : List.copyOf(undecided)) {
            if (each.batch().records.get(0).deadlineNanos - now <= 0) {
                undecided.remove(each);
                String reason =
                        "its aggregate landed on " + each.landed().shardId() + ", which ListShards does not list";
                again(each.batch(), reason);
            }
        }
    }
}
