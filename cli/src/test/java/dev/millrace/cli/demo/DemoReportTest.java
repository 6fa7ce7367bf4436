package dev.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final DemoReport REPORT = new DemoReport(
            "MyDemoStream",
            1,
            10_000,
            62,
            161.3,
            new Tally(10_000, 10_000, 0, 0),
            new Tally(10_001, 10_000, 1, 0),
            new DemoReport.Replayed(Instant.parse("2026-01-01T00:00:00.123Z"), 4_711, 4_711),
            new DemoReport.Latency(41.0, 130.5),
            Map.of("shardId-000000000000", "4965:17"),
            9.8,
            false);

    @Test
    void theJsonFormIsOneObjectWithTheDocumentedNames() {
        assertThat(DemoOutput.json.render(REPORT))
                .isEqualTo("{\"stream\":\"MyDemoStream\",\"shards\":1,\"userRecords\":10000,\"kinesisRecords\":62,"
                        + "\"aggregationFactor\":161.3,"
                        + "\"consumer\":{\"records\":10000,\"distinct\":10000,\"duplicates\":0,\"orderViolations\":0},"
                        + "\"lambda\":{\"records\":10001,\"distinct\":10000,\"duplicates\":1,\"orderViolations\":0},"
                        + "\"replay\":{\"from\":\"2026-01-01T00:00:00.123Z\",\"expected\":4711,\"records\":4711},"
                        + "\"latencyMillis\":{\"p50\":41.0,\"p99\":130.5},"
                        + "\"checkpoints\":{\"shardId-000000000000\":\"4965:17\"},\"seconds\":9.8,\"ok\":false}");
    }

    @Test
    void theTableHoldsEveryNumberAndSaysWhetherAllAgree() {
        assertThat(DemoOutput.table.render(REPORT))
                .contains(
                        "10,000",
                        "62 in 1 shards",
                        "161.3",
                        "p50 41.0 ms, p99 130.5 ms",
                        "4,711 of 4,711",
                        "4965:17",
                        "NO");
    }

    @Test
    void percentilesAreMeasuredValuesByNearestRank() {
        long[] nanos =
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray();
        assertThat(DemoReport.Latency.ofNanos(nanos)).isEqualTo(new DemoReport.Latency(50.0, 99.0));
        assertThat(DemoReport.Latency.ofNanos(new long[0])).isEqualTo(new DemoReport.Latency(0, 0));
    }
}
