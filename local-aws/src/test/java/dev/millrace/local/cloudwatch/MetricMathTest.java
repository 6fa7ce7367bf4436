package dev.millrace.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricMathTest {
    private final MetricStore store = new MetricStore();

    /** {@code a} has 10, 20, nothing, 40 in four minutes; {@code b} has 1, 2, 3 and nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a | 0=10.0 60=20.0 180=40.0
            a + b | 0=11.0 60=22.0
            a / b * 100 | 0=1000.0 60=1000.0
            -a + 2 ^ 3 ^ 0 | 0=-8.0 60=-18.0 180=-38.0
            (a + 2) * b | 0=12.0 60=44.0
            a / 0 |
            a > 15 | 0=0.0 60=1.0 180=1.0
            a > 15 AND b >= 2 | 0=0.0 60=1.0
            IF(a >= 20, a, 0) | 0=0.0 60=20.0 180=40.0
            IF(a >= 20, 1) | 60=1.0 180=1.0
            FILL(a, 0) | 0=10.0 60=20.0 120=0.0 180=40.0
            FILL(a, REPEAT) | 0=10.0 60=20.0 120=20.0 180=40.0
            FILL(a, LINEAR) | 0=10.0 60=20.0 120=30.0 180=40.0
            SUM(METRICS()) | 0=11.0 60=22.0 120=3.0 180=40.0
            MAX([a, b * 15]) | 0=15.0 60=30.0 120=45.0 180=40.0
            a - AVG(b) | 0=8.0 60=18.0 180=38.0
            SUM(a) | 0=70.0 60=70.0 120=70.0 180=70.0
            RATE(b) * PERIOD(b) | 60=1.0 120=1.0
            DIFF(a) | 60=10.0 180=20.0
            RUNNING_SUM(b) | 0=1.0 60=3.0 120=6.0
            ABS(b - 2) + CEIL(b / 10) | 0=2.0 60=1.0 120=2.0
            """)
    void anExpressionIsComputedPerPeriod(String expression, String expected) {
        assertThat(answer(expression)).isEqualTo(expected == null ? "" : expected);
    }

    private String answer(String expression) {
        record("a", Map.of(0, 10.0, 60, 20.0, 180, 40.0));
        record("b", Map.of(0, 1.0, 60, 2.0, 120, 3.0));
        ArrayNode queries =
                JsonNodeFactory.instance.arrayNode().add(metric("a")).add(metric("b"));
        queries.addObject().put("Id", "e").put("Expression", expression);
        List<Input> inputs = new ArrayList<>();
        queries.forEach(query -> inputs.add(new Input(query)));
        List<String> points = new ArrayList<>();
        new MetricQueries(store, inputs, 0, 240)
                .answer("e")
                .get(0)
                .values()
                .forEach((at, value) -> points.add(at + "=" + value));
        return String.join(" ", points);
    }

    private void record(String name, Map<Integer, Double> values) {
        values.forEach((at, value) -> store.record(MetricId.of("test", name, Map.of()), "None", at, value, 1));
    }

    private static ObjectNode metric(String name) {
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("Id", name);
        ObjectNode stat = query.putObject("MetricStat").put("Period", 60).put("Stat", "Average");
        stat.putObject("Metric").put("Namespace", "test").put("MetricName", name);
        return query;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a + | Error in expression 'a +': unexpected end.
            a b | Error in expression 'a b': unexpected 'b'.
            zzz | The query zzz is used and not defined.
            e + 1 | The query e depends on itself.
            SEARCH(a) | Unsupported or unknown metric math function: SEARCH.
            IF(a) | The metric math function IF takes two or three arguments, not 1.
            """)
    void anExpressionThatCannotBeComputedIsRefused(String expression, String complaint) {
        assertThatThrownBy(() -> answer(expression)).hasMessage(complaint);
    }

    @Test
    void percentilesAreKnownFromValuesAndUnknownFromStatisticSets() {
        MetricId id = MetricId.of("test", "latency", Map.of());
        for (int value = 1; value <= 10_000; value++) {
            store.record(id, "Milliseconds", 5, value, 1);
        }
        MetricQueries queries = new MetricQueries(store, List.of(), 0, 60);

        assertThat(queries.metric(id, null, 60, new Statistic("p50")).values().get(0L))
                .isBetween(4950.0, 5050.0);
        assertThat(queries.metric(id, null, 60, new Statistic("p99.9")).values().get(0L))
                .isBetween(9890.0, 10_000.0);
        assertThat(queries.metric(id, null, 60, new Statistic("p100")).values()).containsEntry(0L, 10_000.0);

        store.update(id, "Milliseconds", 6, 60, bucket -> bucket.addSet(2, 30, 10, 20));
        assertThat(queries.metric(id, null, 60, new Statistic("p50")).values()).isEmpty();
        assertThat(queries.metric(id, null, 60, new Statistic("SampleCount")).values())
                .containsEntry(0L, 10_002.0);
    }
}
