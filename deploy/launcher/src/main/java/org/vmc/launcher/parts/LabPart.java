package org.vmc.launcher.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.JvmFlags;
import org.vmc.embedded.process.LogTail;
import org.vmc.launcher.VmcHome;

/** The lab cluster: hosts in namespaces as root, its XenAPI server alone otherwise. */
final class LabPart implements Part {

    static final String NAME = "lab";

    /** In the address of a lab without hosts; its log says what it lacks. */
    static final String SIMULATED = " (no real hosts, guests are simulated: see ./vmc logs lab)";

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int HEAP_MIB = 128;
    /** Sparse: room for a few volumes, of which only what is written is taken from the disk. */
    private static final String BRICK_SIZE = "8GiB";

    private final Wiring wiring;

    LabPart(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RunningPart start(Consumer<Process> spawned) {
        Path log = wiring.home().log(NAME);
        Process process = new ChildProcess(
                        NAME, upCommand(), Map.of(), wiring.home().run(), log)
                .startAndAwaitLine(START, "lab ready", spawned);
        String note = LogTail.of(log, 3).contains("guests=simulated") ? SIMULATED : "";
        return new RunningPart(process, wiring.url(NAME) + note, () -> ChildProcess.stop(process, STOP));
    }

    List<String> upCommand() {
        List<String> command = new ArrayList<>(command(wiring.home().root()));
        command.addAll(List.of("up", "--state", state(wiring.home()).toString()));
        command.addAll(List.of("--hosts", Integer.toString(wiring.options().hosts())));
        command.addAll(List.of("--cpu", Double.toString(wiring.options().cpu())));
        command.addAll(List.of("--memory", wiring.options().memoryGib() + "GiB"));
        command.addAll(List.of("--brick-size", BRICK_SIZE));
        command.addAll(List.of("--xapi-port", Integer.toString(wiring.port(NAME))));
        command.addAll(
                List.of("--password-file", wiring.secrets().xenApiPasswordFile().toString()));
        command.addAll(
                List.of("--authorized-key", wiring.clusterKey().publicKey().toString()));
        return command;
    }

    /** Removes the hosts a killed lab left; the files of a lab are kept. Does nothing where no lab ever was. */
    static void cleanUp(VmcHome home) {
        if (!Files.isDirectory(state(home))) {
            return;
        }
        List<String> command = new ArrayList<>(command(home.root()));
        command.addAll(List.of("down", "--state", state(home).toString()));
        Process process = new ChildProcess(NAME, command, Map.of(), home.run(), home.log(NAME)).spawn();
        if (!Await.until(STOP, () -> !process.isAlive())) {
            ChildProcess.stop(process, STOP);
        }
    }

    /** The keys of its hosts, which the lab writes before they answer; nobody has to trust at first sight. */
    static Path knownHosts(VmcHome home) {
        return state(home).resolve("known_hosts");
    }

    private static Path state(VmcHome home) {
        return home.directory().resolve("lab");
    }

    /** How to run the lab's program with some arguments. */
    static List<String> command(Path root) {
        return command(root, HEAP_MIB);
    }

    /** The same with another heap. */
    static List<String> command(Path root, int heapMib) {
        Path target = root.resolve("lab/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new PartFailure("The lab is not built: " + target + " has no lib");
        }
        List<String> command = new ArrayList<>(List.of(JvmFlags.java()));
        command.addAll(JvmFlags.small(heapMib));
        command.addAll(List.of("-cp", target.resolve("classes") + ":" + target.resolve("lib") + "/*"));
        command.add("org.vmc.lab.LabMain");
        return command;
    }
}
