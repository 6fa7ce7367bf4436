package dev.millrace.producer;

import dev.millrace.record.UserRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Puts user records into one stream, many of them in each Kinesis record. Thread-safe; make one a stream and keep it.
 *
 * <p>What {@code put} throws was not accepted. What it accepts completes its future exactly once: with the place where the
 * stream holds the record, or with a {@link ProducerException}. Futures complete one after the other on the builder's executor, so
 * a callback that blocks holds up the next ones, never the sending.
 *
 * <p>Delivery is at least once: an attempt that timed out may have been written, and is repeated. With the default ordering the
 * records of one partition key arrive in the order in which they were accepted.
 */
public interface Producer extends AutoCloseable {
    /** A builder for this stream, given by name or ARN. */
    static ProducerBuilder builder(String streamNameOrArn) {
        return new ProducerBuilder(streamNameOrArn);
    }

    /**
     * Accepts a record, after waiting for memory if need be. Its bytes are not copied and must not change until it completes.
     *
     * @throws RecordTooLargeException if key and data together exceed the record limit
     * @throws BufferFullException if no memory came free in time, or the thread was interrupted while it waited
     * @throws ProducerClosedException if the producer was closed
     */
    CompletableFuture<PutResult> put(UserRecord record);

    /**
     * {@link #put(UserRecord)} of this key and data.
     *
     * @throws IllegalArgumentException if the partition key is empty or longer than 256 characters
     */
    default CompletableFuture<PutResult> put(String partitionKey, byte[] data) {
        return put(UserRecord.of(partitionKey, data));
    }

    /**
     * As {@link #put(UserRecord)}, but without ever waiting: empty if there is no memory now.
     *
     * @throws RecordTooLargeException if key and data together exceed the record limit
     * @throws ProducerClosedException if the producer was closed
     */
    Optional<CompletableFuture<PutResult>> tryPut(UserRecord record);

    /** Puts each in turn; the future of one that was not accepted has failed with the reason. */
    default List<CompletableFuture<PutResult>> putAll(Collection<UserRecord> records) {
        List<CompletableFuture<PutResult>> futures = new ArrayList<>(records.size());
        for (UserRecord record : records) {
            try {
                futures.add(put(record));
            } catch (ProducerException e) {
                futures.add(CompletableFuture.failedFuture(e));
            }
        }
        return futures;
    }

    /** Sends what waits without lingering. The future completes when everything accepted before this call has completed. */
    CompletableFuture<Void> flush();

    /** The counts so far. */
    ProducerStats stats();

    /**
     * Accepts nothing more, sends what waits, and fails with {@link ProducerClosedException} whatever has not completed in time;
     * returns when all futures have completed. Called again, or by several threads, the earliest deadline holds.
     */
    void close(Duration timeout);

    /** {@link #close(Duration)} within the delivery timeout. */
    @Override
    void close();
}
