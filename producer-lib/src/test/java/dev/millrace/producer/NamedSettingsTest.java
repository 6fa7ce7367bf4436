package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.handling.Ordering;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class NamedSettingsTest {
    private static final List<String> SETTERS = Arrays.stream(ProducerSettings.Builder.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == ProducerSettings.Builder.class)
            .map(Method::getName)
            .toList();

    @Test
    void everySetterHasItsName() {
        assertThat(NamedSettings.names()).containsExactlyInAnyOrderElementsOf(SETTERS);
    }

    @Test
    void theReadmeListsEverySetter() throws IOException {
        List<String> listed = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("## Settings"))
                .takeWhile(line -> !line.startsWith("## When"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(SETTERS);
    }

    @Test
    void ourNamesAreRead() {
        ProducerSettings settings =
                from("linger", "PT0.02S", "ordering", "NONE", "memoryRecords", "7", "aggregation", "false");
        assertThat(settings.lingerNanos).isEqualTo(20_000_000);
        assertThat(settings.ordering).isEqualTo(Ordering.NONE);
        assertThat(settings.memoryRecords).isEqualTo(7);
        assertThat(settings.aggregation).isFalse();
    }

    @Test
    void theKplsNamesAreReadInItsUnitsAndThoseWithoutMeaningLeftOut() {
        ProducerSettings settings = from(
                "RecordMaxBufferedTime", "250",
                "RecordTtl", "60000",
                "RateLimit", "150",
                "AggregationMaxCount", "4294967295",
                "RequestTimeout", "9000",
                "MetricsLevel", "none",
                "VerifyCertificate", "false");
        assertThat(settings.lingerNanos).isEqualTo(250_000_000);
        assertThat(settings.deliveryTimeoutNanos).isEqualTo(60_000_000_000L);
        assertThat(settings.shardShare).isEqualTo(1.5);
        assertThat(settings.aggregateRecords).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.requestTimeout).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void unknownNamesAndBadValuesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("lingr", "PT1S"))
                .withMessageContaining("\"lingr\"")
                .withMessageContaining("linger");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("linger", "100"))
                .withMessageContaining("linger = \"100\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("aggregation", "yes"))
                .withMessageContaining("true or false");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("memoryRecords", "0"))
                .withMessageContaining("memoryRecords 0");
    }

    private static ProducerSettings from(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return ProducerSettings.from(properties);
    }
}
