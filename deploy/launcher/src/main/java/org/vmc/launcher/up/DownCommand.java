package org.vmc.launcher.up;

import java.util.List;
import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.supervise.Background;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./vmc down}: stops everything and keeps the data. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stop everything; data is kept.")
public final class DownCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<String> stopped = new Background(VmcHome.find()).stop();
        spec.commandLine()
                .getOut()
                .println(stopped.isEmpty() ? "Nothing runs." : "Stopped: " + String.join(", ", stopped));
        return 0;
    }
}
