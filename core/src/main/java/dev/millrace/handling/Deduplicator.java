package dev.millrace.handling;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Leaves out what it handled lately. It narrows duplicates and does not end them: it remembers so many records and only within this
 * process, so a record that another worker handled, or that this one handled too long ago, is handled again; so are two equal ones that
 * run at the same moment under different partition keys. For once and no more, the handler's effect must be idempotent. Thread-safe.
 *
 * @param <T> what the codec decodes
 */
public final class Deduplicator<T> implements RecordHandler<T> {
    private final BiFunction<T, RecordContext, Object> identity;
    private final RecordHandler<? super T> handler;
    private final Set<Object> handled;

    private Deduplicator(
            BiFunction<T, RecordContext, Object> identity, int remembered, RecordHandler<? super T> handler) {
        if (remembered < 1) {
            throw new IllegalArgumentException("remembered " + remembered + ": give 1 or more records");
        }
        this.identity = identity;
        this.handler = handler;
        this.handled = Collections.synchronizedSet(Collections.newSetFromMap(new Latest(remembered)));
    }

    /**
     * By what the user's value is known by: also leaves out what a producer put twice.
     *
     * @param id with equals and hashCode, such as an order's number
     * @param remembered how many; each costs about 100 bytes and what the id itself holds
     */
    public static <T> Deduplicator<T> by(Function<? super T, ?> id, int remembered, RecordHandler<? super T> handler) {
        return new Deduplicator<>((value, context) -> id.apply(value), remembered, handler);
    }

    /** By stream, shard, sequence and sub-sequence number: leaves out what the stream delivers twice. */
    public static <T> Deduplicator<T> byPosition(int remembered, RecordHandler<? super T> handler) {
        return new Deduplicator<>(Deduplicator::position, remembered, handler);
    }

    private static Object position(Object value, RecordContext context) {
        return context.stream() + " " + context.record().shardId() + " "
                + context.record().position();
    }

    /** What fails is not remembered. */
    @Override
    public void handle(T value, RecordContext context) throws Exception {
        Object id = identity.apply(value, context);
        if (!handled.contains(id)) {
            handler.handle(value, context);
            handled.add(id);
        }
    }

    /** Forgets the eldest beyond the bound. */
    private static final class Latest extends LinkedHashMap<Object, Boolean> {
        private static final long serialVersionUID = 1;
        private final int bound;

        Latest(int bound) {
            this.bound = bound;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
            return size() > bound;
        }
    }
}
