package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.ssh.CommandOutcome;

/** {@link DiskInspection} by small constant scripts. */
@ApplicationScoped
class DiskInspectionOverSsh implements DiskInspection {

    /** What is slower is broken, and the limit ends it. */
    private static final int SLOWEST_MIB_PER_SECOND = 5;

    private final SshHosts hosts;
    private final Duration readTimeout;

    DiskInspectionOverSsh(SshHosts hosts, GlusterConfig config) {
        this.hosts = hosts;
        this.readTimeout = config.readTimeout();
    }

    @Override
    public List<HostDisks> disks() {
        return hosts.atOnce(hosts.names(), this::disks);
    }

    @Override
    public HostDisks disks(String host) {
        var outcome = hosts.run(host, List.of("sh", "-c", InspectionScripts.DISKS, "sh"), readTimeout);
        if (!(outcome instanceof CommandOutcome.Exited exited) || exited.status() != 0) {
            return new HostDisks.Silent(host, outcome.summary());
        }
        try {
            return DiskAnswers.disks(host, exited.stdout().text());
        } catch (IllegalArgumentException e) {
            return new HostDisks.Silent(host, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public DiskRead read(String host, String disk, int mebibytes) {
        var attempted = "read from %s of %s".formatted(disk, host);
        var limit = readTimeout.plusSeconds(mebibytes / SLOWEST_MIB_PER_SECOND);
        var line = hosts.script(attempted, host, limit, InspectionScripts.READ, disk, String.valueOf(mebibytes))
                .lastLine();
        return DiskAnswers.read(line)
                .orElseThrow(() -> new GlusterRefused(attempted, "dd said something unknown: " + line));
    }
}
