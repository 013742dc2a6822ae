package org.vmc.bot.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastLinesTest {

    @Test
    void keepsTheLastLinesOfAllParts() {
        LastLines lines = new LastLines(2);

        lines.add("one\ntw");
        lines.add("o\nthree\nfo");
        lines.add("ur");

        assertThat(lines.text()).isEqualTo("three\nfour");
        assertThat(lines.leftOut()).isEqualTo(2);
    }

    @Test
    void keepsEverythingOfAShortText() {
        LastLines lines = new LastLines(2);
        assertThat(lines.isEmpty()).isTrue();

        lines.add("one\n");

        assertThat(lines.isEmpty()).isFalse();
        assertThat(lines.text()).isEqualTo("one");
        assertThat(lines.leftOut()).isZero();
    }

    @Test
    void keepsTheBeginningOfALineWithoutAnEnd() {
        LastLines lines = new LastLines(2);

        for (int part = 0; part < 100; part++) {
            lines.add("x".repeat(1_000));
        }
        lines.add("\nend\n");

        assertThat(lines.text()).isEqualTo("x".repeat(LastLines.LONGEST_LINE) + "\nend");
    }
}
