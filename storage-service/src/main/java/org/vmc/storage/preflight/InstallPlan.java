package org.vmc.storage.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.HostFacts;

/** What would be done on a host to make it fit, without doing any of it. Commands are Debian's. */
final class InstallPlan {

    /** Stands for what only a person may choose: it will be overwritten. */
    static final String DEVICE = "DEVICE";

    /**
     * A step.
     *
     * @param why it is needed
     * @param command what an administrator types on the host; null when it depends on his site
     */
    record Step(String name, String why, @Nullable String command) {}

    private InstallPlan() {}

    /**
     * The steps that are still needed; none when all is there, or when the host does not answer.
     *
     * @param others the other hosts, which must reach this one
     */
    static List<Step> of(HostFacts facts, String brickRoot, PortPlan ports, List<String> others) {
        if (!(facts instanceof HostFacts.Answered host)) {
            return List.of();
        }
        var steps = new ArrayList<Step>();
        Set<String> packages = new TreeSet<>(HostRules.missingPackages(host));
        if (host.glusterVersion() == null) {
            packages.addAll(Set.of("glusterfs-server", "glusterfs-client"));
        }
        if (!packages.isEmpty()) {
            steps.add(new Step(
                    "packages",
                    "what Gluster and VMC call on the host; behind a proxy set Acquire::http::Proxy for apt first",
                    "apt-get update && apt-get install -y " + String.join(" ", packages)));
        }
        if (host.root() == null || !host.root().isOwn()) {
            brickDirectory(brickRoot, steps);
        }
        if (!host.daemonRuns()) {
            steps.add(new Step("service", "glusterd must run, also after a reboot", "systemctl enable --now glusterd"));
        }
        if (!steps.isEmpty()) {
            steps.add(new Step(
                    "firewall",
                    "accept TCP %s from %s and from all clients".formatted(ports.ports(), String.join(", ", others)),
                    null));
            steps.add(new Step("peer", "afterwards, from VMC", "/storage peer add host:%s".formatted(host.host())));
        }
        return steps;
    }

    private static void brickDirectory(String brickRoot, List<Step> steps) {
        steps.add(new Step(
                "brick-device",
                "choose an unused disk, partition or logical volume (/storage disks shows them); all on it is lost",
                "mkfs.xfs -i size=512 " + DEVICE));
        steps.add(new Step(
                "brick-mount",
                "a file system of its own, so that a full volume does not fill the host's",
                "mkdir -p %1$s && echo '%2$s %1$s xfs noatime,inode64 0 2' >>/etc/fstab && mount %1$s"
                        .formatted(brickRoot, DEVICE)));
    }
}
