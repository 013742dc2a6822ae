package org.vmc.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final long SECOND = 1_000_000_000L;

    private final Bucket bucket = new Bucket(2, 4, 0);

    @Test
    void aBurstIsGrantedAndThenWhatFlowsIn() {
        for (var left = 3; left >= 0; left--) {
            assertThat(bucket.take(0).remaining()).isEqualTo(left);
        }
        var refused = bucket.take(0);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.another()).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.take(SECOND / 2).granted()).isTrue();
        assertThat(bucket.take(SECOND / 2).granted()).isFalse();
    }

    @Test
    void itNeverHoldsMoreThanABurst() {
        bucket.take(0);
        assertThat(bucket.isFull(SECOND / 4)).isFalse();
        assertThat(bucket.isFull(100 * SECOND)).isTrue();
        assertThat(bucket.take(100 * SECOND).remaining()).isEqualTo(3);
    }
}
