package org.vmc.storage.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.vmc.ssh.Command;
import org.vmc.ssh.CommandOutcome;
import org.vmc.ssh.CommandRunner;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.SshSettings;
import org.vmc.ssh.Target;

/** Commands on the lab's hosts, as their administrator types them. */
record LabShell(Path keyFile, Path knownHosts) {

    /** What it printed; it must succeed. */
    String on(int host, String... command) {
        try (var runner = new CommandRunner(SshSettings.DEFAULT, HostKeys.pinningNewHosts(knownHosts))) {
            var outcome = runner.run(Target.of(LabHosts.addressOf(host), "root", keyFile), Command.of(command));
            assertThat(outcome.succeeded()).as(outcome.summary()).isTrue();
            return ((CommandOutcome.Exited) outcome).stdout().text().strip();
        }
    }
}
