package org.vmc.launcher.keys;

import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./vmc keys}: makes what {@code up} would make, for installations that start the parts another way. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Make the keys and secrets that are missing, and say where they are.")
public final class KeysCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        VmcHome home = VmcHome.find();
        SigningKeys.in(home.keys());
        ClusterKey.in(home.keys());
        new Secrets(home.secrets()).tokensFile();
        spec.commandLine().getOut().println(home.keys() + "\n" + home.secrets());
        return 0;
    }
}
