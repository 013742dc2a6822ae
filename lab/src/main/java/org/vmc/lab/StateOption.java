package org.vmc.lab;

import java.nio.file.Path;
import org.vmc.lab.hosts.LabMachine;
import org.vmc.lab.hosts.StateDirectory;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.ControlGroups;
import picocli.CommandLine.Option;

/** Where the lab keeps its files; all commands about one lab name the same directory. */
final class StateOption {

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = ".vmc/lab",
            description = "Where the lab keeps its files (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".vmc/lab");

    StateDirectory state() {
        return new StateDirectory(directory);
    }

    LabMachine machine() {
        var groups = ControlGroups.find()
                .orElseThrow(() -> new CommandFailure("This machine has no usable control groups, so no lab hosts"));
        return LabMachine.of(state(), groups);
    }
}
