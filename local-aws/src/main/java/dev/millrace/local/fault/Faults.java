package dev.millrace.local.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on purpose, as a test scripts it:
 *
 * <pre>{@code
 * aws.faults().on("PutRecords").shard("shardId-000000000000").times(3).throttle();
 * aws.faults().on("PutRecords").chance(0.1, seed).dropAnswer();
 * }</pre>
 *
 * <p>Faults apply in the order in which they were set; one that keeps a call from being carried out keeps later
 * ones from it too. Thread-safe; without faults it costs a look at an empty list.
 */
public final class Faults {
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    /** A fault of these operations, such as {@code "PutRecords"}; of every operation if none is named. */
    public FaultBuilder on(String... operations) {
        return new FaultBuilder(faults::add, List.of(operations));
    }

    /** Takes all faults back. */
    public void clear() {
        faults.clear();
    }

    /** For the front: what is to happen to a whole call. */
    public List<Effect> onCall(String operation, @Nullable String stream) {
        List<Effect> effects = new ArrayList<>();
        for (Fault fault : faults) {
            Effect effect = fault.effect();
            if (!(effect instanceof Effect.ShardError) && fault.strikes(operation, stream, null)) {
                effects.add(effect);
                if (effect.preventsCall()) {
                    break;
                }
            }
        }
        return effects;
    }

    /** For Kinesis: the error that a record put to the shard, or a read of it, is to meet. */
    public Optional<Effect.ShardError> onShard(String operation, String stream, String shard) {
        for (Fault fault : faults) {
            if (fault.effect() instanceof Effect.ShardError error && fault.strikes(operation, stream, shard)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
