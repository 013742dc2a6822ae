package org.vmc.launcher.up;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.chat.ChatPrompt;
import org.vmc.launcher.parts.UpOptions;
import org.vmc.launcher.supervise.Background;
import org.vmc.launcher.supervise.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc up}: starts everything unless it runs, waits until it is ready, opens the chat. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start everything, wait until it is ready, open the chat.")
public final class UpCommand implements Callable<Integer> {

    @Option(names = "--no-chat", description = "Return when everything is ready instead of opening the chat.")
    private boolean noChat;

    @Option(names = "--hosts", defaultValue = "4", description = "Hosts in the lab, 1 to 16 (default 4).")
    private int hosts = UpOptions.USUAL.hosts();

    @Option(names = "--cpu", defaultValue = "0.3", description = "CPUs each lab host may use (default 0.3).")
    private double cpu = UpOptions.USUAL.cpu();

    @Option(
            names = "--memory",
            paramLabel = "GIB",
            defaultValue = "8",
            description = "GiB of memory each lab host has to give (default 8); what guests really take is less.")
    private int memoryGib = UpOptions.USUAL.memoryGib();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (hosts < 1 || hosts > 16 || !(cpu > 0) || memoryGib < 1) {
            spec.commandLine().getErr().println("--hosts is 1 to 16, --cpu greater than 0 and --memory at least 1");
            return 2;
        }
        VmcHome home = VmcHome.find();
        Background background = new Background(home);
        Optional<RunState> running = background.state().filter(RunState::isReady);
        if (running.isPresent()) {
            out.println("VMC is up already.");
        } else {
            boolean ready = new StartProgress(background, out).follow(new UpOptions(hosts, cpu, memoryGib));
            if (!ready) {
                return 1;
            }
        }
        if (noChat
                || !Optional.ofNullable(System.console())
                        .map(Console::isTerminal)
                        .orElse(false)) {
            return 0;
        }
        return new ChatPrompt(home).open();
    }
}
