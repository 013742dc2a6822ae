package org.vmc.lab;

import java.util.List;
import java.util.concurrent.Callable;
import org.vmc.lab.linux.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a program inside a host or guest, without SSH, within its limits. */
@Command(
        name = "exec",
        description = "Runs a program inside a host or guest as root: lab exec h2 -- gluster peer status",
        mixinStandardHelpOptions = true)
final class ExecCommand implements Callable<Integer> {

    @Mixin
    private StateOption state = new StateOption();

    @Parameters(index = "0", paramLabel = "NODE", description = "Host, name of a VM, or address.")
    private String node = "";

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "Program and arguments (default: a shell).")
    private List<String> program = List.of("/bin/bash", "-l");

    @Override
    public Integer call() {
        var machine = state.machine();
        var found = machine.state().nodes().get(node);
        NodeLook.of(found, machine.groups()).requireRunning(found);
        return Commands.onTerminal(
                machine.nodes().enter(found.pid(), found.workGroup(), LabMain.afterSeparator(program)));
    }
}
