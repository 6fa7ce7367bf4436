package dev.millrace.cli.demo;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * What the demo saw; its JSON form is these components by name.
 *
 * @param aggregationFactor user records a Kinesis record
 * @param ok everything agrees: both consumers saw each line once and in order, and the replay what was expected of it
 */
record DemoReport(
        String stream,
        int shards,
        int userRecords,
        int kinesisRecords,
        double aggregationFactor,
        Tally consumer,
        Tally lambda,
        Replayed replay,
        Latency latencyMillis,
        Map<String, String> checkpoints,
        double seconds,
        boolean ok) {

    /**
     * A replay from the middle of the run.
     *
     * @param expected the user records that arrived at {@code from} or later, by the consumer's account
     */
    record Replayed(Instant from, int expected, int records) {
        boolean complete() {
            return expected == records;
        }
    }

    /** From put() to the handler, in milliseconds. */
    record Latency(double p50, double p99) {
        static Latency ofNanos(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Latency(millisAt(sorted, 0.50), millisAt(sorted, 0.99));
        }

        private static double millisAt(long[] sorted, double quantile) {
            if (sorted.length == 0) {
                return 0;
            }
            int rank = (int) Math.ceil(quantile * sorted.length) - 1;
            return Math.round(sorted[Math.max(rank, 0)] / 100_000.0) / 10.0;
        }
    }
}
