package dev.millrace.lambda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LambdaSettingsTest {
    private final LambdaSettings defaults = LambdaSettings.defaults();

    @Test
    void a_setting_out_of_range_is_refused_with_its_value() {
        assertThatThrownBy(() -> defaults.withConcurrency(0)).hasMessageContaining("concurrency 0");
        assertThatThrownBy(() -> defaults.withConcurrency(1_025)).hasMessageContaining("1025");
        assertThatThrownBy(() -> defaults.withTimeReserve(Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> defaults.withTimeReserve(Duration.ofMinutes(15)))
                .hasMessageContaining("PT15M");
    }
}
