package org.vmc.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.embedded.process.ProcessIdentity;

class StateFileTest {

    @TempDir
    Path directory;

    @Test
    void givesBackWhatWasWritten() {
        RunState state = new RunState(
                new ProcessIdentity(7, 8),
                1_000,
                2_000,
                List.of(
                        PartStatus.waiting("gateway"),
                        PartStatus.waiting("bot").ready(new ProcessIdentity(9, 10), "/usr/bin/java", "url", 3)));

        new StateFile(directory).write(state);

        assertThat(new StateFile(directory).read()).contains(state);
    }

    @Test
    void isEmptyBeforeAndAfter() throws IOException {
        StateFile file = new StateFile(directory);
        assertThat(file.read()).isEmpty();

        file.write(new RunState(new ProcessIdentity(7, 8), 0, 0, List.of()));
        file.delete();

        assertThat(file.read()).isEmpty();
        Files.writeString(directory.resolve("state.json"), "{ half");
        assertThat(file.read()).isEmpty();
    }
}
