package org.vmc.vm.xen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long START = 1_000_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void letsABurstThroughAndThenPaces() {
        var bucket = new TokenBucket(10, 3, START);

        assertThat(bucket.reserve(START)).isZero();
        assertThat(bucket.reserve(START)).isZero();
        assertThat(bucket.reserve(START)).isZero();
        assertThat(bucket.reserve(START)).isEqualTo(Duration.ofMillis(100));
        assertThat(bucket.reserve(START)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void savesNoMoreThanTheBurst() {
        var bucket = new TokenBucket(10, 2, START);
        long later = START + 60 * SECOND;

        assertThat(bucket.reserve(later)).isZero();
        assertThat(bucket.reserve(later)).isZero();
        assertThat(bucket.reserve(later)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void keepsTheRateInTheLongRun() {
        var bucket = new TokenBucket(100, 10, START);
        Duration last = Duration.ZERO;
        for (int call = 0; call < 1010; call++) {
            last = bucket.reserve(START);
        }
        assertThat(last).isEqualTo(Duration.ofSeconds(10));
    }
}
