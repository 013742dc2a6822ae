package org.vmc.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.embedded.process.ProcessIdentity;

class LeftoversTest {

    @SuppressWarnings("NullAway.Init")
    private Process process;

    private ProcessIdentity identity = ProcessIdentity.ofThisJvm();
    private String command = "";

    @BeforeEach
    void leaveAProcess() throws IOException {
        process = new ProcessBuilder("sleep", "60").start();
        identity = ProcessIdentity.of(process.pid()).orElseThrow();
        command = process.info().command().orElseThrow();
    }

    @AfterEach
    void endTheProcess() {
        process.destroyForcibly();
    }

    @Test
    void endsTheProcessThatWasWrittenDown() {
        assertThat(Leftovers.end(stateWith(identity, command))).containsExactly("service");

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void sparesAnotherProcessThatGotThePid() {
        ProcessIdentity earlier = new ProcessIdentity(identity.pid(), identity.startTicks() - 1);

        assertThat(Leftovers.end(stateWith(earlier, command))).isEmpty();

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void sparesAnotherProgram() {
        assertThat(Leftovers.end(stateWith(identity, "/usr/bin/something-else")))
                .isEmpty();

        assertThat(process.isAlive()).isTrue();
    }

    private static RunState stateWith(ProcessIdentity process, String command) {
        PartStatus service = PartStatus.waiting("service").ready(process, command, "127.0.0.1:1", 5);
        return new RunState(new ProcessIdentity(1, 1), 0, 1, List.of(PartStatus.waiting("database"), service));
    }
}
