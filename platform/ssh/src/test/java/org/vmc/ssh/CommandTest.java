package org.vmc.ssh;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void refusesWhatNoProgramCanReceive() {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("echo", "a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of());
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("-rf", "/"));
    }

    @Test
    void refusesVariableNamesThatAreNotNames() {
        var command = Command.of("env");
        assertThatIllegalArgumentException().isThrownBy(() -> command.with("A=B;reboot", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> command.with("", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> command.with("1A", "1"));
    }

    @Test
    void refusesRelativeDirectoriesAndEndlessWaiting() {
        var command = Command.of("true");
        assertThatIllegalArgumentException().isThrownBy(() -> command.in("tmp"));
        assertThatIllegalArgumentException().isThrownBy(() -> command.within(Duration.ZERO));
    }
}
