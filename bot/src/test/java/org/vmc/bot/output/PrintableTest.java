package org.vmc.bot.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u001b[2Jb",
                "a\u001b[38;5;196mb",
                "a\u001b]0;title\u0007b",
                "a\u001b]8;;http://x\u001b\\b",
                "a\u001bPq#0\u001b\\b",
                "a\u001bcb",
                "a\u0007b",
                "a\rb",
                "a\bb",
                "a\u009bb",
                "a\u007fb",
                "a\u202eb",
                "a\u2066b",
                "a\u200bb",
                "a\ud800b",
                "ab\u001b",
                "ab\u001b[",
                "ab\u001b]x"
            })
    void removesWhatATerminalWouldObey(String text) {
        assertThat(Printable.lines(text)).isEqualTo("ab");
        assertThat(new Text(text).text()).isEqualTo("ab");
        assertThat(new Failure(text, text).next()).isEqualTo("ab");
        assertThat(new Progress(text, text, 7, false)).isEqualTo(new Progress("ab", "ab", 1, false));
        assertThat(new Table(List.of("c"), List.of(List.of(text))).rows()).containsExactly(List.of("ab"));
    }

    @Test
    void keepsTextOfAllLanguages() {
        assertThat(Printable.lines("größe 日本 😀\n\tx")).isEqualTo("größe 日本 😀\n\tx");
        assertThat(Printable.line("a\n\tb\n")).isEqualTo("a b");
    }

    @Test
    void refusesARaggedTable() {
        assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesAmountsForPeople() {
        assertThat(Amounts.bytes(1L << 30)).isEqualTo("1 GiB");
        assertThat(Amounts.bytes(1536L << 20)).isEqualTo("1.5 GiB");
        assertThat(Amounts.duration(Duration.ofMillis(12_340))).isEqualTo("12.3 s");
        assertThat(Amounts.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(Amounts.duration(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
    }
}
