package org.vmc.launcher.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vmc.embedded.process.Foreground;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code ./vmc lab …}: the lab's own commands, such as faults. */
@Command(name = "lab", description = "The lab's own commands; try ./vmc lab --help", addMethodSubcommands = false)
public final class LabCommand implements Callable<Integer> {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        VmcHome home = VmcHome.find();
        List<String> command = new ArrayList<>(LabPart.command(home.root()));
        command.addAll(arguments);
        // The lab looks for its state in .vmc/lab of the working directory.
        ProcessBuilder lab = new ProcessBuilder(command);
        lab.directory(home.directory().resolveSibling("").toFile());
        return Foreground.run(lab);
    }
}
