package org.vmc.launcher.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.parts.UpOptions;
import org.vmc.launcher.supervise.Background;
import org.vmc.launcher.supervise.Memory;
import org.vmc.launcher.supervise.RunState;
import org.vmc.launcher.up.StartProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc bench start}: stops and starts everything several times; everything runs afterwards. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Time from nothing to ready, and memory. Wanted: at most 40 s and 1.5 GB.")
final class StartBench implements Callable<Integer> {

    private static final double WANTED_SECONDS = 40;
    private static final long WANTED_MEBIBYTES = 1_500;

    @Option(names = "-n", defaultValue = "3", description = "How often (default 3).")
    private int times = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Background background = new Background(VmcHome.find());
        List<Double> seconds = new ArrayList<>();
        long mebibytes = 0;
        for (int run = 0; run < times; run++) {
            background.stop();
            if (!new StartProgress(background, out).follow(UpOptions.USUAL)) {
                return 1;
            }
            RunState state = background.state().orElseThrow();
            seconds.add(state.readyAfterMillis() / 1e3);
            mebibytes = Math.max(mebibytes, Memory.ofAll(state).mebibytes());
        }
        Sample sample = new Sample(seconds);
        out.printf("up to ready: %s s, wanted at most %.0f%n", sample, WANTED_SECONDS);
        out.printf("memory: at most %d MiB, wanted at most %d%n", mebibytes, WANTED_MEBIBYTES);
        return sample.max() <= WANTED_SECONDS && mebibytes <= WANTED_MEBIBYTES ? 0 : 1;
    }
}
