package org.vmc.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.vmc.lab.hosts.LabLock;
import org.vmc.lab.hosts.Remains;
import org.vmc.lab.hosts.Requirements;
import org.vmc.lab.linux.Await;
import org.vmc.lab.linux.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a lab and removes everything the kernel keeps for it, also when the lab itself was killed. */
@Command(
        name = "down",
        description = "Ends the lab and cleans up, also after it was killed. Keys and hosts' files are kept.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private StateOption state = new StateOption();

    @Option(names = "--wipe", description = "Removes the state directory too: bricks, keys, hosts' files.")
    private boolean wipe;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunningLab.read(state.state().labFile()).flatMap(RunningLab::process).ifPresent(DownCommand::end);
        if (Requirements.root()) {
            cleanUp();
        }
        spec.commandLine().getOut().println("lab down");
        return 0;
    }

    private void cleanUp() {
        switch (LabLock.take(state.state())) {
            case LabLock.Attempt.HeldBy(var process, var other) ->
                throw new CommandFailure("The lab that is up (process %d) belongs to the state directory %s. End it: "
                                .formatted(process, other)
                        + "lab down --state " + other);
            case LabLock.Attempt.Taken(var lock) -> {
                try (lock) {
                    var machine = state.machine();
                    new Remains(machine).remove();
                    machine.delete(
                            wipe ? machine.state().root() : machine.state().labFile());
                }
            }
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        if (!Await.within(PATIENCE, () -> !process.isAlive())) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
