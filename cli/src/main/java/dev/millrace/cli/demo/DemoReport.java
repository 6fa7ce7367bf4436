package dev.millrace.cli.demo;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * What the demo saw; its JSON form is these components by name.
 *
 * @param aggregationFactor user records a Kinesis record
 * @param ok everything agrees: both consumers saw each line, in order and no record twice, the checkpoints stand at the last one
 *     handled, and the replay brought what was expected of it
 */
public record DemoReport(
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
    public record Replayed(
            @JsonSerialize(using = ToStringSerializer.class) Instant from, int expected, int records) {
        boolean complete() {
            return expected == records;
        }
    }

    /** From put() to the handler, in milliseconds. */
    public record Latency(double p50, double p99) {
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
