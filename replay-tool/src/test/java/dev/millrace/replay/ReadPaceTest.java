package dev.millrace.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadPaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void ofFiveCallsASecondAShareOfFortyPercentTakesTwo() {
        ReadPace pace = new ReadPace(0.4, 0);
        long now = 0;
        int calls = 0;
        while (now <= 10 * SECOND) {
            now += pace.nanosUntilCall(now);
            pace.called();
            calls++;
        }
        assertThat(calls).isBetween(20, 23);
    }

    @Test
    void aPageIsWaitedOffAtTheSharesBytesASecond() {
        ReadPace pace = new ReadPace(0.5, 0);
        pace.called();
        pace.received(10 * 1024 * 1024, 0);
        assertThat(pace.nanosUntilCall(0)).isEqualTo(10 * SECOND);
        assertThat(pace.nanosUntilCall(10 * SECOND)).isZero();
    }

    @Test
    void theSmallestShareStillLetsTheFirstCallGo() {
        assertThat(new ReadPace(0.001, 0).nanosUntilCall(0)).isZero();
    }
}
