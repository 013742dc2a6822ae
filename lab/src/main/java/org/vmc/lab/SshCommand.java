package org.vmc.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vmc.lab.linux.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Logs in to a host or guest with the lab's own key and known host keys. */
@Command(
        name = "ssh",
        description = "Logs in to a host or guest, or runs a command there: lab ssh ci-1 -- uptime",
        mixinStandardHelpOptions = true)
final class SshCommand implements Callable<Integer> {

    @Mixin
    private StateOption state = new StateOption();

    @Parameters(index = "0", paramLabel = "NODE", description = "Host, name of a VM, or address.")
    private String node = "";

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "Command line for the node's shell.")
    private List<String> program = List.of();

    @Override
    public Integer call() {
        var found = state.state().nodes().get(node);
        NodeLook.of(found, state.machine().groups()).requireRunning(found);
        var command = new ArrayList<>(List.of(
                "/usr/bin/ssh",
                "-i",
                state.state().privateKey().toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + state.state().knownHosts(),
                "-o",
                "StrictHostKeyChecking=yes",
                "root@" + found.address()));
        if (!program.isEmpty()) {
            command.add("--");
            command.addAll(LabMain.afterSeparator(program));
        }
        return Commands.onTerminal(command);
    }
}
