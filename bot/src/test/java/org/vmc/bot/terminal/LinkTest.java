package org.vmc.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vmc.bot.terminal.Link.Attempt;

class LinkTest {

    @Test
    void givesUpSoonWhenNothingIsThere() {
        try (Link link = new Link(URI.create("ws://127.0.0.1:9/chat"), "t")) {
            long begun = System.nanoTime();

            assertThat(link.open()).isInstanceOf(Attempt.NotReachable.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void padsTables() {
        assertThat(TextTable.lines(List.of("name", "ü"), List.of(List.of("a", "日本"), List.of("ci-10", ""))))
                .containsExactly("name   ü", "─────  ──", "a      日本", "ci-10");
    }
}
