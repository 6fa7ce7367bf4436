package dev.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketTest {
    private final Bucket bucket = new Bucket(100);

    @Test
    void aBucketHoldsOneSecondsShareAndNoMore() {
        assertThat(bucket.has(100, 0)).isTrue();
        bucket.take(100);
        assertThat(bucket.has(1, 0)).isFalse();
        assertThat(bucket.has(50, 500)).isTrue();
        assertThat(bucket.has(51, 500)).isFalse();
        assertThat(bucket.has(100, 60_000)).isTrue();
        bucket.take(100);
        assertThat(bucket.has(1, 60_000)).isFalse();
    }

    @Test
    void whatIsLargerThanABucketNeedsAFullOneAndIsPaidForLater() {
        assertThat(bucket.has(300, 0)).isTrue();
        bucket.take(300);
        assertThat(bucket.has(1, 2_000)).isFalse();
        assertThat(bucket.has(1, 2_020)).isTrue();
        assertThat(bucket.has(300, 2_500)).isFalse();
        assertThat(bucket.has(300, 3_000)).isTrue();
    }

    @Test
    void withoutALimitEverythingPasses() {
        Bucket unlimited = new Bucket(Double.POSITIVE_INFINITY);
        for (int i = 0; i < 3; i++) {
            assertThat(unlimited.has(1e12, i)).isTrue();
            unlimited.take(1e12);
        }
    }
}
