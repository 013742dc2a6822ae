package org.vmc.build.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.http.problem.ProblemException;
import org.vmc.ssh.Command;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.SshSettings;

class HostAccessTest {
    private static final LoopbackCluster CLUSTER = new LoopbackCluster();
    private static final SshSettings KEEPS_LITTLE = SshSettings.DEFAULT.withCaptureBytes(1000);
    private static final int MORE_THAN_IS_KEPT = 8000;

    @TempDir
    Path directory;

    @BeforeAll
    static void startCluster() {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        CLUSTER.start();
    }

    @AfterAll
    static void stopCluster() {
        CLUSTER.stop();
    }

    @Test
    void outputThatWasCutOffIsNoAnswer() throws Exception {
        var much = Command.of("sh", "-c", "yes 1234567 | head -c " + MORE_THAN_IS_KEPT);
        try (var access = new HostAccess(KEEPS_LITTLE, HostKeys.pinningNewHosts(directory.resolve("known_hosts")))) {
            assertThatThrownBy(() -> access.run(CLUSTER.builder(), much, "count"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("Cannot count on 127.0.0.1")
                    .hasMessageContaining("printed " + MORE_THAN_IS_KEPT + " bytes");

            var lines = new ArrayList<String>();
            access.stream(CLUSTER.builder(), much, "count", lines::add);
            assertThat(lines).hasSize(MORE_THAN_IS_KEPT / 8);
        }
    }
}
