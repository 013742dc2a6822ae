package org.vmc.launcher.demo;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.keys.ClusterKey;
import org.vmc.launcher.parts.Installation;
import org.vmc.launcher.parts.UpOptions;
import org.vmc.launcher.supervise.Background;
import org.vmc.launcher.supervise.LocalGateway;
import org.vmc.launcher.up.StartProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc demo}: plays the story and reports. What it starts it stops; what it makes it removes. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Play the story of VMC and report; exit status 0 when everything worked.")
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--keep", description = "Leave everything running, and what the story made.")
    private boolean keep;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        VmcHome home = VmcHome.find();
        Background background = new Background(home);
        boolean wasUp = background.state().isPresent();
        if (!new StartProgress(background, out).follow(UpOptions.USUAL)) {
            return 1;
        }
        try {
            if (!background.address("lab").map(Installation::hasRealHosts).orElse(false)) {
                out.println(
                        "The story needs the lab's hosts, which need root and some packages; ./vmc logs lab says more.");
                return 1;
            }
            return play(home, out) ? 0 : 1;
        } finally {
            if (!wasUp && !keep) {
                background.stop();
                out.println("Stopped everything that was started for this; ./vmc up starts it again.");
            }
        }
    }

    private boolean play(VmcHome home, PrintWriter out) {
        Optional<Gateway> gateway = LocalGateway.find(home);
        if (gateway.isEmpty()) {
            out.println("The gateway is gone; see ./vmc status");
            return false;
        }
        Narrator narrator = new Narrator(out);
        String name = "demo-" + LocalTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("HHmmss"));
        Story story =
                new Story(gateway.get(), new SshProbe(ClusterKey.in(home.keys()).privateKey()), narrator, name);
        story.awaitHosts();
        story.play();
        if (!keep) {
            story.clearUp();
        }
        return narrator.conclude();
    }
}
