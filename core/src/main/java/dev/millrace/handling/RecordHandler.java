package dev.millrace.handling;

/**
 * What a user does with a record. The same handler runs under KCL, Lambda and replay. It is called by many threads at once, but for
 * the records of one partition key, which come one after another ({@link Ordering#PER_KEY}). Delivery is at least once: a record
 * may come again after a crash, a lost lease or a failed batch.
 *
 * @param <T> what the codec decodes
 */
@FunctionalInterface
public interface RecordHandler<T> {
    /**
     * Returns once the record is done with.
     *
     * @throws Exception whatever it likes: the attempt failed, and the {@link RetryPolicy} decides what follows
     */
    void handle(T value, RecordContext context) throws Exception;
}
