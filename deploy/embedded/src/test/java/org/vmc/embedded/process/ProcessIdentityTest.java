package org.vmc.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void knowsAProcessUntilItEnds() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(identity.isAlive()).isFalse();
        assertThat(identity.handle()).isEmpty();
    }

    @Test
    void doesNotTakeAnotherProcessOfTheSamePidForIt() {
        ProcessIdentity thisJvm = ProcessIdentity.ofThisJvm();
        ProcessIdentity earlier = new ProcessIdentity(thisJvm.pid(), thisJvm.startTicks() - 1);

        assertThat(thisJvm.isAlive()).isTrue();
        assertThat(earlier.isAlive()).isFalse();
    }
}
