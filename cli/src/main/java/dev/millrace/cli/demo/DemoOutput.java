package dev.millrace.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The forms in which the demo's report is printed. */
public enum DemoOutput {
    table {
        @Override
        public String render(DemoReport report) {
            TextTable table = TextTable.forColumns(
                    Help.defaultColorScheme(Ansi.OFF),
                    new Column(30, 0, Overflow.SPAN),
                    new Column(90, 1, Overflow.WRAP));
            table.addRowValues("user records", count(report.userRecords()));
            table.addRowValues(
                    "Kinesis records", count(report.kinesisRecords()) + " in " + report.shards() + " shards");
            table.addRowValues("aggregation factor", String.valueOf(report.aggregationFactor()));
            table.addRowValues(
                    "put to handle",
                    "p50 " + report.latencyMillis().p50() + " ms, p99 "
                            + report.latencyMillis().p99() + " ms");
            table.addRowValues("KCL consumer", tally(report.consumer()));
            table.addRowValues("Lambda", tally(report.lambda()));
            table.addRowValues(
                    "replay from " + report.replay().from(),
                    count(report.replay().records()) + " of "
                            + count(report.replay().expected()) + " expected");
            report.checkpoints().forEach((shard, checkpoint) -> table.addRowValues("checkpoint " + shard, checkpoint));
            table.addRowValues("seconds", String.valueOf(report.seconds()));
            table.addRowValues("all agree", report.ok() ? "yes" : "NO");
            return table.toString().stripTrailing();
        }
    },
    json {
        @Override
        public String render(DemoReport report) {
            try {
                return new ObjectMapper().writeValueAsString(report);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the report has no JSON form", e);
            }
        }
    };

    /** The report as text. */
    public abstract String render(DemoReport report);

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String tally(Tally tally) {
        return String.format(
                Locale.ROOT,
                "%,d handled: %,d distinct, %,d duplicates, %,d out of order",
                tally.records(),
                tally.distinct(),
                tally.duplicates(),
                tally.orderViolations());
    }
}
