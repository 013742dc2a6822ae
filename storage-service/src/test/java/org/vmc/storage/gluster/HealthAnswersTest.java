package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HealthAnswersTest {

    private static final Brick SRC = new Brick("h2", "/bricks/b1/src/brick");
    private static final Brick OTHER = new Brick("h3", "/bricks/b1/src/brick");

    @Test
    void readsWhatRunsOnAHost() {
        var health = read("""
                Linux h2, welcome
                daemon
                peer 10.77.0.11 Connected
                peer h3 Disconnected
                peer localhost Connected
                started src
                brick 474 h2-bricks-b1-src-brick
                brick 475 h2-bricks-b1-theirs-brick
                healer src
                """);
        assertThat(health.daemon()).isTrue();
        assertThat(health.peers())
                .containsEntry("h1", true)
                .containsEntry("h3", false)
                .hasSize(2);
        assertThat(health.started()).containsExactly("src");
        assertThat(health.bricks()).containsEntry(SRC, 474).hasSize(1);
        assertThat(health.healers()).containsExactly("src");
    }

    @Test
    void aHostThatSaysNothingRunsNothing() {
        var health = read("");
        assertThat(health.daemon()).isFalse();
        assertThat(health.peers()).isEmpty();
        assertThat(health.bricks()).isEmpty();
    }

    private static HostHealth.Answered read(String text) {
        return HealthAnswers.read("h2", text, List.of(SRC, OTHER), name -> name.equals("10.77.0.11") ? "h1" : name);
    }
}
