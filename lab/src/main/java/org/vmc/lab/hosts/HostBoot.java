package org.vmc.lab.hosts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.vmc.lab.linux.Node;
import org.vmc.lab.linux.NodeSpec;
import org.vmc.lab.linux.SshKeys;

/** Boots single hosts, from the disks they had before if there are any. */
final class HostBoot {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LabMachine machine;
    private final HostSettings settings;
    private final List<LabHost> hosts;
    private final String keys;

    HostBoot(LabMachine machine, HostSettings settings, List<LabHost> hosts) {
        this.machine = machine;
        this.settings = settings;
        this.hosts = hosts;
        this.keys = authorizedKeys(machine, settings);
    }

    /** Boots a host and returns when its sshd and glusterd answer. */
    Node boot(LabHost host) {
        var groups = machine.groups();
        groups.create(host.workGroup());
        groups.limitMemory(host.group(), settings.memory());
        groups.limitCpu(host.workGroup(), settings.cpus());
        var disk = machine.state().hostDisk(host);
        disk.prepare(machine.commands());
        disk.seed(host.name(), LabHost.hostsFile(hosts, host.name(), host.address()), keys);
        var brick = new NodeSpec.Brick(disk.directory().resolve("brick-b1.img"), LabHost.BRICK);
        formatIfMissing(brick.image());
        var spec = new NodeSpec(
                host.name(),
                host.address(),
                "vmc-" + host.name(),
                disk,
                host.ownGroups(),
                Optional.empty(),
                List.of(brick),
                List.of("--glusterd"));
        var node = machine.nodes().start(spec);
        node.up().orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        machine.state().nodes().put(host.name(), NodeRecord.ofHost(node, host));
        return node;
    }

    private void formatIfMissing(Path image) {
        if (Files.exists(image)) {
            return;
        }
        // Under another name until it is complete, so that a killed mkfs leaves no half file system.
        var unfinished = image.resolveSibling(image.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            try (var file = new RandomAccessFile(unfinished.toFile(), "rw")) {
                file.setLength(settings.brickSize().bytes());
            }
            machine.commands().run(List.of("/sbin/mkfs.xfs", "-q", "-i", "size=512", unfinished.toString()));
            Files.move(unfinished, image);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create the brick image " + image, e);
        }
    }

    private static String authorizedKeys(LabMachine machine, HostSettings settings) {
        var own = SshKeys.publicKey(machine.state().privateKey());
        var given = settings.authorizedKeys().map(HostBoot::read);
        return Stream.concat(Stream.of(own), given.stream())
                .map(key -> key + "\n")
                .reduce("", String::concat);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the authorized keys " + file, e);
        }
    }
}
