package org.vmc.launcher.status;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vmc.embedded.process.ProcessIdentity;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.supervise.Background;
import org.vmc.launcher.supervise.Memory;
import org.vmc.launcher.supervise.PartState;
import org.vmc.launcher.supervise.PartStatus;
import org.vmc.launcher.supervise.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./vmc status}: one line a part. Exit status 0 when all are ready, 1 when some are not, 3 when nothing runs.
 */
@Command(name = "status", mixinStandardHelpOptions = true, description = "What runs, where, since when, and what died.")
public final class StatusCommand implements Callable<Integer> {

    private static final int NOTHING_RUNS = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<RunState> found = new Background(VmcHome.find()).state();
        if (found.isEmpty()) {
            out.println("Nothing runs. Start it with ./vmc up");
            return NOTHING_RUNS;
        }
        RunState state = found.get();
        out.printf("%-16s %-12s %8s %9s %8s  %s%n", "PART", "STATE", "PID", "MEMORY", "RESTARTS", "ADDRESS");
        state.parts().forEach(part -> show(part, out));
        Duration up = Duration.ofMillis(System.currentTimeMillis() - state.startedAtMillis());
        out.printf(
                "Up for %d:%02d h, ready after %.1f s, %d MiB resident.%n",
                up.toHours(),
                up.toMinutesPart(),
                state.readyAfterMillis() / 1e3,
                Memory.ofAll(state).mebibytes());
        boolean allReady = state.parts().stream().allMatch(part -> part.state() == PartState.READY);
        return allReady ? 0 : 1;
    }

    private static void show(PartStatus part, PrintWriter out) {
        @Nullable ProcessIdentity process = part.process();
        out.printf(
                "%-16s %-12s %8s %9s %8d  %s%n",
                part.name(),
                part.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                process == null ? "-" : process.pid(),
                process == null ? "-" : Memory.of(process).mebibytes() + " MiB",
                part.restarts(),
                part.address());
        if (part.trouble() != null) {
            out.println("    last trouble: " + part.trouble());
        }
    }
}
