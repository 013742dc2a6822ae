package org.vmc.lab;

import java.util.concurrent.Callable;
import org.vmc.lab.hosts.Requirements;
import org.vmc.lab.linux.Commands;
import org.vmc.lab.linux.DebianPackages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Installs the Debian packages that real hosts need, or says which command does. */
@Command(
        name = "packages",
        description = "As root: installs the Debian packages the lab lacks. Otherwise prints the command that does.",
        mixinStandardHelpOptions = true)
final class PackagesCommand implements Callable<Integer> {

    @Option(names = "--list", description = "Only prints the names of the missing packages, one a line.")
    private boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var packages = new DebianPackages(new Commands());
        var missing = packages.missing();
        if (list) {
            missing.forEach(out::println);
            return 0;
        }
        if (missing.isEmpty()) {
            out.println("all packages are installed: " + String.join(" ", DebianPackages.NEEDED));
            return 0;
        }
        if (!Requirements.root() || !packages.usable()) {
            out.println("missing, install them with: " + DebianPackages.installCommand(missing));
            return 1;
        }
        out.println("installing " + String.join(" ", missing));
        out.flush();
        packages.install(missing);
        out.println("installed " + String.join(" ", missing));
        return 0;
    }
}
