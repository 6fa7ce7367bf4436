package dev.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MillraceSettingsTest {

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            retentionHours        | 23          | retentionHours 23: give 24 to 8760, hours
            retentionHours        | 8761        | retentionHours 8761: give 24 to 8760, hours
            retentionHours        | a day       | retentionHours 'a day': give a whole number
            shardCount            | 0           | shardCount 0: give 1 to 100000, or none for on-demand
            streamName            | my stream   | streamName 'my stream': give 1 to 128 letters
            retain                | yes         | retain 'yes': give true or false
            batchSize             | 10001       | batchSize 10001: give 1 to 10000, records
            batchingWindowSeconds | 301         | batchingWindowSeconds 301: give 0 to 300, seconds
            parallelizationFactor | 11          | parallelizationFactor 11: give 1 to 10
            retryAttempts         | -1          | retryAttempts -1: give 0 to 10000
            startingPosition      | latest      | startingPosition 'latest': give TRIM_HORIZON or LATEST
            iteratorAgeMinutes    | 0           | iteratorAgeMinutes 0: give 1 to 525600, minutes
            iteratorAgeMinutes    | 4320        | iteratorAgeMinutes 4320: records are gone after 72 hours
            alarmEmail            | ops         | alarmEmail 'ops': give name@domain
            handlerJar            | gone.jar    | gone.jar: no such file; build it first
            retentionhours        | 48          | unknown context value 'retentionhours'; known are [alarmEmail,
            """)
    void aWrongValueIsNamedWithWhatToGiveInstead(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MillraceSettings.fromContext(Map.of(name, value, "handler", "a.B::c")))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"24", "8760"})
    void theRetentionMayBeAsShortAndAsLongAsTheServiceAllows(int hours) {
        assertThat(MillraceSettings.fromContext(Map.of("retentionHours", hours)).stream()
                        .retentionHours())
                .isEqualTo(hours);
    }

    @Test
    void aShardCountMakesTheStreamProvisioned() {
        assertThat(MillraceSettings.defaults().stream().shardCount()).isEmpty();
        assertThat(MillraceSettings.fromContext(Map.of("shardCount", "4")).stream()
                        .shardCount())
                .contains(4);
    }

    @Test
    void aJarWithoutAHandlerIsRefused(@TempDir Path dir) throws Exception {
        Path jar = Files.createFile(dir.resolve("handler.jar"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MillraceSettings.fromContext(Map.of("handlerJar", jar.toString())))
                .withMessageContaining("give -c handler=package.Class::method too");
    }

    @Test
    void aBlankJarSwitchesTheTriggerOff() {
        assertThat(MillraceSettings.fromContext(Map.of("handlerJar", "", "handler", "a.B::c"))
                        .handler())
                .isEqualTo(Optional.empty());
    }

    @Test
    void theCdksOwnContextIsLeftAlone() {
        assertThat(MillraceSettings.fromContext(Map.of("aws:cdk:version-reporting", true, "@aws-cdk/core:x", "y")))
                .isEqualTo(MillraceSettings.defaults());
    }

    @Test
    void theReadmesTableNamesEverySetting() throws Exception {
        String settings = Files.readString(Path.of("README.md"))
                .split("## Settings", -1)[1]
                .split("\\n## ", -1)[0];
        List<String> named = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(settings)
                .results()
                .map(row -> row.group(1))
                .sorted()
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MillraceSettings.fromContext(Map.of("nobody", "knows")))
                .withMessageEndingWith("known are " + named);
    }
}
