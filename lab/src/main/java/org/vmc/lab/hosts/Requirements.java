package org.vmc.lab.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vmc.lab.linux.Commands;
import org.vmc.lab.linux.ControlGroups;
import org.vmc.lab.linux.DebianPackages;

/** What real hosts and guests need of the machine. */
public final class Requirements {

    private Requirements() {}

    /** Whether this process is root. */
    public static boolean root() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** One sentence for each thing this machine lacks, with what to do about it; empty when all is there. */
    public static List<String> unmet(Commands commands) {
        var unmet = new ArrayList<String>();
        var missing = new DebianPackages(commands).missing();
        if (!missing.isEmpty()) {
            unmet.add("packages are missing: " + DebianPackages.installCommand(missing));
        }
        if (!root()) {
            unmet.add("namespaces, mounts and control groups need root: run the lab as root");
            return unmet;
        }
        if (ControlGroups.find().isEmpty()) {
            unmet.add("no CPU controller is mounted writable under /sys/fs/cgroup (neither version 1 nor 2)");
        }
        var namespaces = commands.attempt(
                List.of("/usr/bin/unshare", "--net", "--uts", "--mount", "--ipc", "--pid", "--fork", "/bin/true"));
        if (namespaces.status() != 0) {
            unmet.add("namespaces are refused here: " + namespaces.errors().strip());
        }
        for (var device : List.of("/dev/fuse", "/dev/loop-control")) {
            if (!Files.exists(Path.of(device))) {
                unmet.add(device + " is missing: load its kernel module or hand the device to this container");
            }
        }
        return unmet;
    }
}
