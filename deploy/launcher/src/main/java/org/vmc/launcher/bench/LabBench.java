package org.vmc.launcher.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.vmc.embedded.process.User;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc bench lab}: labs of its own, each a process; the machine's one real lab must not run. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "The lab at its size: many VMs in one process, and, as root, real hosts and guests from nothing."
                + " Wanted: all records in 1 s, an event in 100 ms, 1 GiB of heap, real guests in 30 s.")
final class LabBench implements Callable<Integer> {

    private static final double WANTED_LIST_SECONDS = 1;
    private static final double WANTED_EVENT_MILLIS = 100;
    private static final double WANTED_HEAP_MIB = 1_024;
    private static final double WANTED_BOOT_SECONDS = 30;

    @Option(names = "-n", defaultValue = "10", description = "How often each is measured (default 10).")
    private int times = 10;

    @Option(names = "--vms", defaultValue = "5000", description = "VMs without a guest (default 5000).")
    private int vms = 5_000;

    @Option(names = "--hosts", defaultValue = "64", description = "Hosts without a machine (default 64).")
    private int hosts = 64;

    @Option(names = "--guests", defaultValue = "30", description = "Real guests; 0 for none (default 30).")
    private int guests = 30;

    @Option(names = "--real-hosts", defaultValue = "4", description = "Real hosts (default 4).")
    private int realHosts = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean reached = true;

    @Override
    public Integer call() {
        VmcHome home = VmcHome.find();
        scale(home);
        if (guests > 0) {
            boot(home);
        }
        return reached ? 0 : 1;
    }

    private void scale(VmcHome home) {
        LabScale.Figures figures = new LabScale(home, hosts, vms, times).measure(this::say);
        compare("VM.get_all_records, JSON", figures.jsonSeconds(), "s", WANTED_LIST_SECONDS);
        compare("VM.get_all_records, XML", figures.xmlSeconds(), "s", WANTED_LIST_SECONDS);
        compare("event to a waiting event.from", figures.eventMillis(), "ms", WANTED_EVENT_MILLIS);
        compare("heap in use after a collection", figures.heapMib(), "MiB", WANTED_HEAP_MIB);
    }

    private void boot(VmcHome home) {
        if (!User.isRoot()) {
            say("real hosts and guests: left out, they need root");
            return;
        }
        Sample seconds = new LabBoot(home, realHosts, guests).measure(Math.min(times, 3), this::say);
        compare(realHosts + " hosts with gluster and " + guests + " guests", seconds, "s", WANTED_BOOT_SECONDS);
    }

    private void compare(String what, Sample sample, String unit, double wanted) {
        reached &= sample.median() <= wanted;
        say(String.format(
                Locale.ROOT,
                "%s: median %.2f %s (%.2f to %.2f, n = %d), wanted at most %.0f: ratio %.2f",
                what,
                sample.median(),
                unit,
                sample.min(),
                sample.max(),
                sample.values().size(),
                wanted,
                sample.median() / wanted));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
