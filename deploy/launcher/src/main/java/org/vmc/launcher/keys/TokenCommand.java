package org.vmc.launcher.keys;

import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./vmc token}: the administrator's API token, for curl and other clients. */
@Command(name = "token", description = "Print the administrator's API token.")
public final class TokenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(new Secrets(VmcHome.find().secrets()).adminToken());
        return 0;
    }
}
