package org.vmc.lab.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.vmc.lab.linux.Await;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.ControlGroups;
import org.vmc.lab.linux.Processes;

/**
 * Everything of a lab that the kernel keeps, found by name rather than by memory: so it is removed as well when the lab
 * was killed. Call it only while holding the {@link LabLock}.
 */
public final class Remains {

    private static final Duration LOOPS_CLOSE = Duration.ofSeconds(10);

    private final LabMachine machine;

    public Remains(LabMachine machine) {
        this.machine = machine;
    }

    /** Kills every process of the lab and removes its veths, bridge, route, control groups, mounts and loop devices. */
    public void remove() {
        // Before the processes: the kernel takes its time to take down the veths of a dead namespace.
        machine.bridge().ports().forEach(machine.bridge()::unplug);
        Processes.killAll(machine.groups(), ControlGroups.ALL);
        machine.bridge().remove();
        machine.groups().remove(ControlGroups.ALL);
        // Mounts and loop devices go with the last process of their namespace.
        if (!Await.within(LOOPS_CLOSE, () -> loops().isEmpty())) {
            throw new CommandFailure("Loop devices of the lab stay open: " + loops());
        }
        machine.delete(machine.state().nodes().directory());
        machine.delete(machine.state().disks());
    }

    /** One line for each thing that is there. */
    public List<String> list() {
        var remains = new ArrayList<String>();
        machine.groups()
                .processes(ControlGroups.ALL)
                .forEach(pid -> remains.add("process " + pid + " " + commandLine(pid)));
        machine.bridge().ports().forEach(port -> remains.add("interface " + port));
        if (machine.bridge().exists()) {
            remains.add("bridge");
        }
        if (machine.groups().exists()) {
            remains.add("control groups");
        }
        loops().forEach(loop -> remains.add("loop device " + loop));
        mounts().forEach(mount -> remains.add("mount " + mount));
        routes().forEach(route -> remains.add("route " + route));
        return remains;
    }

    private List<String> loops() {
        var found = new ArrayList<String>();
        try (var devices = Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
            for (var device : devices) {
                var backing = device.resolve("loop/backing_file");
                if (Files.exists(backing)
                        && Files.readString(backing).startsWith(machine.state().root() + "/")) {
                    found.add(device.getFileName().toString());
                }
            }
        } catch (IOException e) {
            // A device went away between the look at the directory and the look into it: no answer yet.
            found.add("unknown (" + e.getMessage() + ")");
        }
        return found;
    }

    private List<String> mounts() {
        try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
            return lines.map(line -> line.split(" ")[1])
                    .filter(target -> target.startsWith(machine.state().root() + "/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list the mounts", e);
        }
    }

    private List<String> routes() {
        return machine.commands()
                .run(List.of("/sbin/ip", "route", "show", "10.77.0.0/16"))
                .lines()
                .toList();
    }

    private static String commandLine(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine())
                .orElse("");
    }
}
