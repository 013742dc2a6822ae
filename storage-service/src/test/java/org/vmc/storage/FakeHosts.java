package org.vmc.storage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.storage.gluster.Disk;
import org.vmc.storage.gluster.DiskInspection;
import org.vmc.storage.gluster.DiskRead;
import org.vmc.storage.gluster.GlusterRefused;
import org.vmc.storage.gluster.HostDisks;
import org.vmc.storage.gluster.HostFacts;
import org.vmc.storage.gluster.HostInspection;
import org.vmc.storage.gluster.Reach;

/** The four hosts of {@link FakeGluster} as they look from inside: fit and connected, unless something else is said. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeHosts implements HostInspection, DiskInspection {

    private static final long DISK_BYTES = 10L << 30;

    private final FakeGluster gluster;
    private final Map<String, HostFacts> facts = new HashMap<>();
    private final Map<String, Reach.Result> connections = new HashMap<>();
    private final Map<String, HostDisks> disks = new HashMap<>();
    private final Map<String, String> spoilt = new HashMap<>();
    private final List<String> reads = new ArrayList<>();

    FakeHosts(FakeGluster gluster) {
        this.gluster = gluster;
    }

    /** Everything as at the beginning. */
    public synchronized void reset() {
        facts.clear();
        connections.clear();
        disks.clear();
        spoilt.clear();
        reads.clear();
    }

    public synchronized void say(HostFacts host) {
        facts.put(host.host(), host);
    }

    public synchronized void say(HostDisks host) {
        disks.put(host.host(), host);
    }

    /** From now on its disks cannot be read, for this reason. */
    public synchronized void spoilDisk(String host, String reason) {
        spoilt.put(host, reason);
    }

    /** What was read, such as {@code h1:sda 256}. */
    public synchronized List<String> reads() {
        return List.copyOf(reads);
    }

    /** From now on a connection from one host to a port of another ends like this. */
    public synchronized void connect(String from, String to, int port, Reach.Result result) {
        connections.put(from + " " + to + ":" + port, result);
    }

    /** A host where nothing is amiss. */
    public static HostFacts.Answered fit(String host, String version) {
        return new HostFacts.Answered(
                host,
                version,
                true,
                List.of(),
                new HostFacts.BrickRoot(
                        true, "/dev/sdb1", "xfs", List.of("rw", "noatime"), DISK_BYTES, DISK_BYTES, 512));
    }

    @Override
    public synchronized List<HostFacts> facts() {
        return gluster.names().stream()
                .map(host -> facts.getOrDefault(host, fit(host, "10.3")))
                .toList();
    }

    @Override
    public synchronized List<Reach> reach(Map<String, List<Reach.Endpoint>> endpoints) {
        return endpoints.entrySet().stream()
                .flatMap(from -> from.getValue().stream().map(to -> reach(from.getKey(), to)))
                .toList();
    }

    @Override
    public synchronized List<HostDisks> disks() {
        return gluster.names().stream().map(this::disks).toList();
    }

    @Override
    public synchronized HostDisks disks(String host) {
        var link = new Disk.SataLink("SATA 3.0", 60, 60, 60);
        var disk = new Disk(
                "sda",
                "Force GT",
                "1",
                "1.3",
                1L << 40,
                false,
                "sata",
                true,
                false,
                List.of(),
                link,
                Disk.Health.PASSED);
        return disks.getOrDefault(host, new HostDisks.Answered(host, List.of(disk), List.of()));
    }

    /** At 400 MiB/s. */
    @Override
    public synchronized DiskRead read(String host, String disk, int mebibytes) {
        var reason = spoilt.get(host);
        if (reason != null) {
            throw new GlusterRefused("read from %s of %s".formatted(disk, host), reason);
        }
        reads.add("%s:%s %d".formatted(host, disk, mebibytes));
        return new DiskRead((long) mebibytes << 20, Duration.ofMillis(mebibytes * 1000L / 400));
    }

    private Reach reach(String from, Reach.Endpoint to) {
        var listens = to.port() == 24007
                || gluster.marks().keySet().stream()
                        .anyMatch(brick -> brick.host().equals(to.host()));
        var result = connections.getOrDefault(from + " " + to, listens ? Reach.Result.OPEN : Reach.Result.REFUSED);
        return new Reach(from, to, result, result == Reach.Result.OPEN ? "" : "connect: " + result);
    }
}
