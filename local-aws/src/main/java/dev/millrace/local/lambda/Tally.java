package dev.millrace.local.lambda;

/** Counts what a mapping does. Thread-safe: the loop counts, anyone looks. */
final class Tally {
    private long read;
    private long handled;
    private long discarded;
    private long invocations;
    private long failed;

    synchronized void read(int records) {
        read += records;
    }

    synchronized void invoked() {
        invocations++;
    }

    synchronized void failed() {
        failed++;
    }

    synchronized void handled(int records) {
        handled += records;
    }

    synchronized void discarded(int records) {
        discarded += records;
    }

    synchronized MappingCounts counts() {
        return new MappingCounts(read, handled, discarded, invocations, failed);
    }
}
