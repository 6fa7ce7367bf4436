package dev.millrace.producer;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What accepted and unfinished records may take. Callers reserve, the loop releases; both cost two compare-and-sets while there is
 * room. Those who wait are served in the order of their coming, so a large record is not starved by small ones.
 */
final class MemoryBudget {
    private final int maxBytes;
    private final int maxRecords;
    private final Semaphore bytes;
    private final Semaphore records;

    MemoryBudget(int maxBytes, int maxRecords) {
        this.maxBytes = maxBytes;
        this.maxRecords = maxRecords;
        bytes = new Semaphore(maxBytes, true);
        records = new Semaphore(maxRecords, true);
    }

    /** Takes room for a record of so many bytes, waiting up to {@code maxNanos}; false if there was none by then. */
    boolean reserve(int size, long maxNanos) throws InterruptedException {
        long start = System.nanoTime();
        if (!records.tryAcquire(maxNanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean reserved = false;
        try {
            reserved = bytes.tryAcquire(size, maxNanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        } finally {
            if (!reserved) {
                records.release();
            }
        }
        return reserved;
    }

    /** Takes room if there is some now, past those who wait. */
    boolean tryReserve(int size) {
        if (!records.tryAcquire()) {
            return false;
        }
        boolean reserved = bytes.tryAcquire(size);
        if (!reserved) {
            records.release();
        }
        return reserved;
    }

    void release(int size) {
        bytes.release(size);
        records.release();
    }

    long usedBytes() {
        return (long) maxBytes - bytes.availablePermits();
    }

    long usedRecords() {
        return (long) maxRecords - records.availablePermits();
    }

    @Override
    public String toString() {
        return maxBytes + " bytes and " + maxRecords + " records";
    }
}
