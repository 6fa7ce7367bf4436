package dev.millrace.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.local.TurnableClock;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final MetricId AGE = MetricId.of("AWS/Kinesis", "Age", Map.of("StreamName", "s"));

    private final TurnableClock clock = TurnableClock.at(START);
    private final CloudWatch cloudWatch = new CloudWatch(clock);

    /** The tables of "Configuring how CloudWatch alarms treat missing data": X breaches, 0 does not, - is missing. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0-X-X, 3, OK, OK, OK, OK
            ----0, 3, OK, OK, OK, OK
            -----, 3, INSUFFICIENT_DATA, kept, ALARM, OK
            0XX-X, 3, ALARM, ALARM, ALARM, ALARM
            --X--, 3, ALARM, kept, ALARM, OK
            0-X-X, 2, ALARM, ALARM, ALARM, ALARM
            00X0X, 2, ALARM, ALARM, ALARM, ALARM
            0-X--, 2, OK, OK, ALARM, OK
            ----0, 2, OK, OK, ALARM, OK
            ----X, 2, ALARM, kept, ALARM, OK
            """)
    void missingDataIsTreatedAsTheUserGuideSays(
            String points, int enough, String missing, String ignore, String breaching, String notBreaching) {
        for (int i = 0; i < points.length(); i++) {
            if (points.charAt(i) != '-') {
                record(i, points.charAt(i) == 'X' ? 200 : 0);
            }
        }
        put("missing", enough);
        put("ignore", enough);
        put("breaching", enough);
        put("notBreaching", enough);
        set("ignore", "ALARM", "kept");

        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        cloudWatch.tick();

        assertThat(state("missing")).isEqualTo(missing);
        assertThat(reason("ignore").equals("kept") ? "kept" : state("ignore"))
                .isEqualTo(ignore.equals("ALARM") ? "kept" : ignore);
        assertThat(state("breaching")).isEqualTo(breaching);
        assertThat(state("notBreaching")).isEqualTo(notBreaching);
    }

    private void record(int minute, double value) {
        cloudWatch.metrics("us-east-1").record(AGE, "Milliseconds", START.getEpochSecond() + 60L * minute, value, 1);
    }

    private void put(String treatment, int enough) {
        call("PutMetricAlarm", """
                {"AlarmName": "%s", "Namespace": "AWS/Kinesis", "MetricName": "Age", "Statistic": "Maximum", "Period": 60,
                 "Dimensions": [{"Name": "StreamName", "Value": "s"}], "EvaluationPeriods": 3, "DatapointsToAlarm": %d,
                 "Threshold": 100, "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "%s"}""".formatted(treatment, enough, treatment));
    }

    private void set(String name, String state, String reason) {
        call(
                "SetAlarmState",
                "{\"AlarmName\": \"%s\", \"StateValue\": \"%s\", \"StateReason\": \"%s\"}"
                        .formatted(name, state, reason));
    }

    private String state(String name) {
        return describe(name).get("StateValue").asText();
    }

    private String reason(String name) {
        return describe(name).get("StateReason").asText();
    }

    private JsonNode describe(String name) {
        return call("DescribeAlarms", "{\"AlarmNames\": [\"" + name + "\"]}")
                .get("MetricAlarms")
                .get(0);
    }

    private JsonNode call(String operation, String input) {
        try {
            AwsCall call =
                    new AwsCall(operation, new ObjectMapper().readTree(input).deepCopy(), Map.of());
            return ((AwsReply.Document)
                            cloudWatch.call(call).toCompletableFuture().join())
                    .body();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(input, e);
        }
    }

    @Test
    void anAlarmFollowsItsMetricMinuteByMinute() {
        put("missing", 2);
        assertThat(state("missing")).isEqualTo("INSUFFICIENT_DATA");

        for (int minute = 0; minute < 3; minute++) {
            record(minute, minute == 0 ? 0 : 500);
            clock.advance(Duration.ofMinutes(1));
            cloudWatch.tick();
        }
        assertThat(state("missing")).isEqualTo("ALARM");
        assertThat(describe("missing").get("StateReason").asText()).contains("2 out of the last 3");

        for (int minute = 3; minute < 5; minute++) {
            record(minute, 0);
            clock.advance(Duration.ofMinutes(1));
            cloudWatch.tick();
        }
        assertThat(state("missing")).isEqualTo("OK");
    }

    @Test
    void aStateThatIsSetByHandHoldsUntilTheNextEvaluation() {
        put("notBreaching", 3);
        set("notBreaching", "ALARM", "drill");
        cloudWatch.tick();
        assertThat(state("notBreaching")).isEqualTo("ALARM");

        clock.advance(Duration.ofMinutes(1));
        assertThat(state("notBreaching")).isEqualTo("OK");
    }

    @Test
    void anAlarmOnAnExpressionWatchesTheOneThatReturnsData() {
        call("PutMetricAlarm", """
                {"AlarmName": "math", "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold",
                 "Metrics": [{"Id": "seconds", "Expression": "age / 1000"},
                   {"Id": "age", "ReturnData": false, "MetricStat": {"Period": 60, "Stat": "Maximum", "Metric":
                     {"Namespace": "AWS/Kinesis", "MetricName": "Age", "Dimensions": [{"Name": "StreamName", "Value": "s"}]}}}]}""");
        record(0, 2000);
        clock.advance(Duration.ofMinutes(1));

        assertThat(state("math")).isEqualTo("ALARM");
    }

    @Test
    void alarmsThatMakeNoSenseAreRefusedWhenTheyArePut() {
        assertThatThrownBy(() -> put("sometimes", 1)).hasMessageContaining("sometimes for parameter TreatMissingData");
        assertThatThrownBy(() -> put("missing", 4)).hasMessageContaining("DatapointsToAlarm");
        assertThatThrownBy(() -> call("DeleteAlarms", "{\"AlarmNames\": [\"none\"]}"))
                .hasMessageContaining("none");
    }
}
