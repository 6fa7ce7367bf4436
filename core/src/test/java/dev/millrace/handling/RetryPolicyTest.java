package dev.millrace.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final RandomGenerator LONGEST = new Random() {
        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void waitsDoubleUpToTheLargestAndNeverFallBelowHalf() {
        RetryPolicy policy = RetryPolicy.forever(Duration.ofMillis(100), Duration.ofMillis(350));
        assertThat(policy.backoffNanos(1, LONGEST))
                .isEqualTo(Duration.ofMillis(100).toNanos());
        assertThat(policy.backoffNanos(2, LONGEST))
                .isEqualTo(Duration.ofMillis(200).toNanos());
        assertThat(policy.backoffNanos(3, LONGEST))
                .isEqualTo(Duration.ofMillis(350).toNanos());
        assertThat(policy.backoffNanos(1_000_000, LONGEST))
                .isEqualTo(Duration.ofMillis(350).toNanos());
        assertThat(policy.backoffNanos(1, () -> 0))
                .isEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void theFirstAttemptCounts() {
        RetryPolicy policy = RetryPolicy.upTo(2, Duration.ZERO, Duration.ZERO);
        assertThat(policy.allowsAfter(1)).isTrue();
        assertThat(policy.allowsAfter(2)).isFalse();
        assertThat(RetryPolicy.none().allowsAfter(1)).isFalse();
        assertThat(policy.backoffNanos(1, LONGEST)).isZero();
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.upTo(0, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("maxAttempts 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.forever(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessageContaining("PT2S");
    }
}
