package org.vmc.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellQuotingTest {

    @Test
    void leavesHarmlessWordsReadable() {
        assertThat(ShellQuoting.join(List.of("gluster", "--mode=script", "h1:/bricks/b1")))
                .isEqualTo("gluster --mode=script h1:/bricks/b1");
    }

    @Test
    void quotesWhateverAShellCouldRead() {
        assertThat(ShellQuoting.quote("")).isEqualTo("''");
        assertThat(ShellQuoting.quote("a b")).isEqualTo("'a b'");
        assertThat(ShellQuoting.quote("$(reboot)")).isEqualTo("'$(reboot)'");
        assertThat(ShellQuoting.quote("~")).isEqualTo("'~'");
        assertThat(ShellQuoting.quote("it's")).isEqualTo("'it'\\''s'");
        assertThat(ShellQuoting.quote("a\nb")).isEqualTo("'a\nb'");
    }
}
