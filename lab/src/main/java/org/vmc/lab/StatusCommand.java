package org.vmc.lab;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.vmc.lab.hosts.KnownHosts;
import org.vmc.lab.hosts.NodeRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the running lab; exits 3 when it is not up. */
@Command(name = "status", description = "Shows hosts and guests that run.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final String ROW = "%-6s %-24s %-5s %-14s %-8s %9s %9s %9s  %s%n";

    @Mixin
    private StateOption state = new StateOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var lab = RunningLab.read(state.state().labFile());
        if (lab.isEmpty()) {
            out.println("lab is not up (state " + state.state().root() + ")");
            return LabMain.NOT_UP;
        }
        out.printf(
                "lab is up: process %d, XenAPI %s, %s guests%n",
                lab.get().pid(), lab.get().xapi(), lab.get().guests());
        if (!lab.get().https().isEmpty()) {
            out.println("XenAPI over HTTPS: " + lab.get().https());
        }
        var nodes = state.state().nodes().all();
        if (!nodes.isEmpty()) {
            var groups = state.machine().groups();
            var fingerprints = KnownHosts.fingerprints(state.state().knownHosts());
            out.printf(ROW, "KIND", "NAME", "HOST", "ADDRESS", "STATE", "PROCESSES", "MEMORY", "CPU", "SSH HOST KEY");
            nodes.forEach(node -> show(node, NodeLook.of(node, groups), fingerprints.getOrDefault(node.address(), "")));
        }
        return 0;
    }

    private void show(NodeRecord node, NodeLook look, String fingerprint) {
        spec.commandLine()
                .getOut()
                .printf(
                        ROW,
                        node.kind().name().toLowerCase(Locale.ROOT),
                        node.label(),
                        node.host(),
                        node.address(),
                        look.state(),
                        look.processes(),
                        look.memory().mib() + " MiB",
                        "%.1f s".formatted(look.cpuNanos() / 1e9),
                        fingerprint);
    }
}
