package org.vmc.operations.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxWavesTest {
    @Test
    void aWaveHoldsOneEventOfEachSubjectInOrder() {
        var rows = rows("a", "b", "a", "c", "a", "b");

        assertThat(OutboxPublisher.waves(rows).stream().map(wave -> wave.stream()
                        .map(row -> row.subject() + row.seq())
                        .toList()))
                .containsExactly(List.of("a0", "b1", "c3"), List.of("a2", "b5"), List.of("a4"));
    }

    @Test
    void noRowsMakeNoWaves() {
        assertThat(OutboxPublisher.waves(List.of())).isEmpty();
    }

    private static List<OutboxPublisher.Row> rows(String... subjects) {
        var next = new java.util.concurrent.atomic.AtomicLong();
        return Arrays.stream(subjects)
                .map(subject -> new OutboxPublisher.Row(next.getAndIncrement(), "topic", subject, new byte[0]))
                .toList();
    }
}
