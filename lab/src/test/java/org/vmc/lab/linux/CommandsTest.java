package org.vmc.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final Commands commands = new Commands();

    @Test
    void passArgumentsAsTheyAre() {
        assertThat(commands.run(List.of("/usr/bin/printf", "%s|", "a b", "$HOME", "; false", "'")))
                .isEqualTo("a b|$HOME|; false|'|");
    }

    @Test
    void feedStandardInput() {
        assertThat(commands.run(List.of("/bin/cat"), "text\n", Duration.ofSeconds(10)))
                .isEqualTo("text\n");
    }

    @Test
    void seeNothingOfOurEnvironment() {
        assertThat(commands.run(List.of("/usr/bin/env")).lines().map(line -> line.split("=")[0]))
                .containsExactlyInAnyOrder("PATH", "HOME", "LANG");
    }

    @Test
    void reportFailureWithTheirOwnWords() {
        assertThatThrownBy(() -> commands.run(List.of("/bin/ls", "/nowhere")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("/bin/ls /nowhere exited 2")
                .hasMessageContaining("No such file");
        assertThat(commands.attempt(List.of("/bin/false")).status()).isEqualTo(1);
        assertThatThrownBy(() -> commands.run(List.of("/no/such/program"))).isInstanceOf(CommandFailure.class);
    }

    @Test
    void areEndedWhenTheyTakeTooLong() {
        assertThatThrownBy(() -> commands.run(List.of("/bin/sleep", "60"), "", Duration.ofMillis(50)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("within 50 ms");
    }
}
