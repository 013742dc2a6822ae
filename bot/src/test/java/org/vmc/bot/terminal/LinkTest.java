package org.vmc.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vmc.bot.output.TextTable;
import org.vmc.bot.terminal.Link.Attempt;
import org.vmc.bot.testing.ClosedPort;

class LinkTest {

    @Test
    @Timeout(60)
    void givesUpAfterAFewAttemptsWhenNothingIsThere() throws IOException {
        try (ClosedPort nothing = new ClosedPort();
                Link link = new Link(nothing.chat(), "t")) {
            assertThat(link.open()).isInstanceOf(Attempt.NotReachable.class);
        }
    }

    @Test
    void padsTables() {
        assertThat(TextTable.lines(List.of("name", "ü"), List.of(List.of("a", "日本"), List.of("ci-10", ""))))
                .containsExactly("name   ü", "─────  ──", "a      日本", "ci-10");
    }
}
