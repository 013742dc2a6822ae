package org.vmc.storage.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vmc.storage.gluster.HostFacts;

/** What a host must have and should have, and how hosts must match. */
final class HostRules {

    private static final int XATTRS_FIT_INODE_BYTES = 512;
    private static final int SCARCE_PERCENT = 10;
    private static final long SMALLEST_VOLUME_BYTES = 64L << 20;

    /** Debian's packages by what is in them; what Gluster's own server package brings is not told one by one. */
    private static final Map<String, String> PACKAGES = Map.of(
            "gluster", "glusterfs-server",
            "glusterd", "glusterfs-server",
            "mount.glusterfs", "glusterfs-client",
            "mkfs.xfs", "xfsprogs",
            "getfattr", "attr",
            "ss", "iproute2",
            "bash", "bash",
            "timeout", "coreutils");

    private HostRules() {}

    static List<Finding> findings(HostFacts host, String brickRoot) {
        return switch (host) {
            case HostFacts.Silent silent ->
                List.of(Finding.error(
                        "It does not answer over SSH: " + silent.reason(),
                        "See whether it runs, and whether VMC's key is in its authorized_keys."));
            case HostFacts.Answered answered -> findings(answered, brickRoot);
        };
    }

    /** Debian's packages that bring what the host lacks. */
    static List<String> missingPackages(HostFacts.Answered host) {
        return host.missingPrograms().stream()
                .map(program -> PACKAGES.getOrDefault(program, program))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether the hosts speak the same version; those that say none are left out. */
    static List<Finding> skew(List<HostFacts> hosts) {
        var byVersion = new TreeMap<String, List<String>>();
        for (var host : hosts) {
            if (host instanceof HostFacts.Answered answered && answered.glusterVersion() != null) {
                byVersion
                        .computeIfAbsent(answered.glusterVersion(), version -> new ArrayList<>())
                        .add(answered.host());
            }
        }
        if (byVersion.size() < 2) {
            return List.of();
        }
        var said = byVersion.entrySet().stream()
                .map(version -> "%s on %s".formatted(version.getKey(), String.join(", ", version.getValue())))
                .collect(Collectors.joining("; "));
        var majors = byVersion.keySet().stream().map(PortPlan::major).distinct().count();
        var todo = "Bring all to the newest of them, host by host, waiting until volumes are healed in between;"
                + " then raise cluster.op-version.";
        return List.of(
                majors > 1
                        ? Finding.error("The hosts have different versions of Gluster: " + said + ".", todo)
                        : Finding.warning("The hosts have different minor versions of Gluster: " + said + ".", todo));
    }

    private static List<Finding> findings(HostFacts.Answered host, String brickRoot) {
        var findings = new ArrayList<Finding>();
        var packages = missingPackages(host);
        if (host.glusterVersion() == null) {
            findings.add(Finding.error("Gluster is not installed.", install(packages)));
        } else if (!packages.isEmpty()) {
            findings.add(Finding.warning(
                    "It lacks programs: " + String.join(", ", host.missingPrograms()) + ".", install(packages)));
        }
        if (host.glusterVersion() != null && !host.daemonRuns()) {
            findings.add(Finding.error("glusterd does not run.", "systemctl enable --now glusterd"));
        }
        var root = host.root();
        if (root == null) {
            findings.add(Finding.error(
                    "The brick root %s does not exist.".formatted(brickRoot),
                    "Mount a file system of its own there, as the install plan says."));
        } else {
            fileSystem(root, brickRoot, findings);
        }
        return findings;
    }

    private static void fileSystem(HostFacts.BrickRoot root, String brickRoot, List<Finding> findings) {
        if (!root.isOwn()) {
            findings.add(Finding.error(
                    "The brick root %s is on the root file system, which a full volume would fill."
                            .formatted(brickRoot),
                    "Mount a file system of its own there, as the install plan says."));
        }
        if (!root.filesystem().equals("xfs")) {
            findings.add(Finding.warning(
                    "The brick root %s is %s; Gluster is tested on XFS.".formatted(brickRoot, root.filesystem()),
                    "Before there are bricks: mkfs.xfs -i size=512 on its device, and mount that."));
        }
        var inode = root.inodeBytes();
        if (inode != null && inode < XATTRS_FIT_INODE_BYTES) {
            findings.add(Finding.warning(
                    "Inodes have %d bytes: Gluster's attributes do not fit, and each file costs another read."
                            .formatted(inode),
                    "Before there are bricks: mkfs.xfs -i size=512 on its device."));
        }
        var options = root.mountOptions();
        if (options.contains("ro")) {
            findings.add(Finding.error(
                    "The brick root %s is mounted read-only, perhaps after an error of the disk.".formatted(brickRoot),
                    "See dmesg; then mount -o remount,rw " + brickRoot));
        }
        if (!options.isEmpty() && !options.contains("noatime") && !options.contains("relatime")) {
            findings.add(Finding.warning(
                    "The brick root %s is mounted with strict access times: each read writes.".formatted(brickRoot),
                    "mount -o remount,noatime %s, and noatime in /etc/fstab".formatted(brickRoot)));
        }
        space(root, brickRoot, findings);
    }

    private static void space(HostFacts.BrickRoot root, String brickRoot, List<Finding> findings) {
        var todo = "Delete volumes nobody needs, or expand volumes to other hosts and shrink them by this one.";
        if (root.freeBytes() < SMALLEST_VOLUME_BYTES) {
            findings.add(Finding.error("No room is left on %s: not even 64 MiB.".formatted(brickRoot), todo));
        } else if (root.freeBytes() < root.totalBytes() / 100 * SCARCE_PERCENT) {
            findings.add(Finding.warning("Less than %d %% of %s is free.".formatted(SCARCE_PERCENT, brickRoot), todo));
        }
    }

    private static String install(List<String> packages) {
        return packages.isEmpty()
                ? "apt-get install glusterfs-server"
                : "apt-get install " + String.join(" ", packages);
    }
}
