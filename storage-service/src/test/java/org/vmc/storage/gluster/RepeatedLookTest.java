package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.vmc.storage.FakeGluster;

class RepeatedLookTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void looksAgainOnlyWhenTheLastLookIsTooOld() {
        var repeated = new RepeatedLook("pool", new FakeGluster(), at -> looks.incrementAndGet());

        repeated.unlessWithin(LONG);
        repeated.unlessWithin(LONG);
        assertThat(looks).hasValue(1);

        repeated.unlessWithin(Duration.ZERO);
        assertThat(looks).hasValue(2);
    }

    @Test
    void aLookThatSawNothingCountsAsALook() {
        var repeated = new RepeatedLook("pool", new FakeGluster(), at -> {
            looks.incrementAndGet();
            throw new GlusterUnreachable("ask gluster", "no host answers");
        });

        repeated.unlessWithin(LONG);
        repeated.unlessWithin(LONG);
        assertThat(looks).hasValue(1);

        repeated.unlessWithin(Duration.ZERO);
        assertThat(looks).hasValue(2);
    }

    @Test
    void nobodyQueuesBehindALookThatHangs() throws Exception {
        var hangs = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var repeated = new RepeatedLook("pool", new FakeGluster(), at -> {
            looks.incrementAndGet();
            hangs.countDown();
            awaitQuietly(answered);
        });
        try {
            var first =
                    CompletableFuture.runAsync(() -> repeated.unlessWithin(Duration.ZERO), Thread::startVirtualThread);
            hangs.await();

            CompletableFuture.runAsync(() -> repeated.unlessWithin(Duration.ZERO), Thread::startVirtualThread)
                    .get(20, TimeUnit.SECONDS);

            assertThat(first).isNotDone();
            assertThat(looks).hasValue(1);
        } finally {
            answered.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
