package dev.millrace.local.fault;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One fault that was set: it counts what it hit and can be stopped. Thread-safe. */
public final class Fault {
    private final Effect effect;
    private final List<String> operations;
    private final @Nullable String stream;
    private final @Nullable String shard;
    private final double chance;
    private final Random random;
    private int toSkip;
    private int left;
    private int hits;

    Fault(FaultBuilder when, Effect effect) {
        this.effect = effect;
        this.operations = when.operations;
        this.stream = when.stream;
        this.shard = when.shard;
        this.chance = when.chance;
        this.random = new Random(when.seed);
        this.toSkip = when.skip;
        this.left = when.times;
    }

    Effect effect() {
        return effect;
    }

    /** How many calls or records it hit so far. */
    public synchronized int hits() {
        return hits;
    }

    /** Lets everything through from now on. */
    public synchronized void stop() {
        left = 0;
    }

    /** Whether it hits this one; counts it if so. */
    synchronized boolean strikes(String operation, @Nullable String ofStream, @Nullable String ofShard) {
        boolean meant = operations.isEmpty() || operations.contains(operation);
        if (left == 0 || !meant || !fits(stream, ofStream) || !fits(shard, ofShard)) {
            return false;
        }
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        return random.nextDouble() < chance && hit();
    }

    private boolean hit() {
        left--;
        hits++;
        return true;
    }

    private static boolean fits(@Nullable String wanted, @Nullable String given) {
        return wanted == null || wanted.equals(given);
    }
}
