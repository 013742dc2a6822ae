package org.vmc.bot.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
    @Test
    void wordsQuotesAndCommandsAreToldApart() {
        assertThat(CommandLines.read("./configure  --prefix='/opt/a b' \"\" && make CC=\"gcc -m32\" '&&' a&&b"))
                .hasValue(List.of(
                        List.of("./configure", "--prefix=/opt/a b", ""), List.of("make", "CC=gcc -m32", "&&", "a&&b")));
    }

    @Test
    void nothingIsExpandedOrEscaped() {
        assertThat(CommandLines.read("echo $HOME $(id) `id` \\n ; | > *"))
                .hasValue(List.of(List.of("echo", "$HOME", "$(id)", "`id`", "\\n", ";", "|", ">", "*")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"make 'all", "make \"all'", "&& make", "make &&", "make && && install", " "})
    void openQuotesAndMissingProgramsAreNotRead(String text) {
        assertThat(CommandLines.read(text)).isEmpty();
    }
}
