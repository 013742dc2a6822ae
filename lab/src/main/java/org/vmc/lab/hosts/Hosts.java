package org.vmc.lab.hosts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.Node;
import org.vmc.lab.linux.NodeSpec;
import org.vmc.lab.linux.Scripts;
import org.vmc.lab.linux.SshKeys;

/**
 * Running hosts. {@link #start} returns when sshd and glusterd of all of them answer to commands; {@link #close} ends
 * them and removes what the kernel kept for them. When one does not start, the others are ended too.
 */
public final class Hosts implements AutoCloseable {

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final LabMachine machine;
    private final List<LabHost> hosts;
    private final List<Node> nodes;
    private final KnownHosts knownHosts;

    private Hosts(LabMachine machine, List<LabHost> hosts, List<Node> nodes, KnownHosts knownHosts) {
        this.machine = machine;
        this.hosts = hosts;
        this.nodes = nodes;
        this.knownHosts = knownHosts;
    }

    /** Brings hosts up; the caller holds the {@link LabLock} and nothing of an earlier lab remains. */
    public static Hosts start(LabMachine machine, HostSettings settings) {
        var state = machine.state();
        SshKeys.createIfMissing(machine.commands(), state.privateKey(), "vmc lab");
        Scripts.extractTo(state.scripts()).buildImage(machine.commands(), state.image());
        machine.bridge().create();
        var hosts = LabHost.first(settings.count());
        var keys = authorizedKeys(machine, settings);
        var starting = hosts.stream()
                .map(host ->
                        CompletableFuture.supplyAsync(() -> startOne(machine, settings, host, hosts, keys), THREADS))
                .toList();
        try {
            CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            new Remains(machine).remove();
            throw new CommandFailure("Could not start the hosts: " + rootMessage(e), e);
        }
        var knownHosts = new KnownHosts(state.knownHosts());
        hosts.forEach(
                host -> knownHosts.put(host.address(), state.hostDisk(host).hostKey()));
        return new Hosts(
                machine, hosts, starting.stream().map(CompletableFuture::join).toList(), knownHosts);
    }

    /** All hosts, by number. */
    public List<LabHost> all() {
        return hosts;
    }

    /** Host keys of the hosts; guests add theirs. */
    public KnownHosts knownHosts() {
        return knownHosts;
    }

    @Override
    public void close() {
        var stopping = nodes.stream().map(node -> CompletableFuture.runAsync(() -> node.stop(GRACE), THREADS));
        try {
            CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new)).join();
        } finally {
            new Remains(machine).remove();
        }
    }

    private static Node startOne(
            LabMachine machine, HostSettings settings, LabHost host, List<LabHost> hosts, String keys) {
        var groups = machine.groups();
        groups.create(host.workGroup());
        groups.limitMemory(host.group(), settings.memory());
        groups.limitCpu(host.workGroup(), settings.cpus());
        var disk = machine.state().hostDisk(host);
        disk.prepare(machine.commands());
        disk.seed(host.name(), LabHost.hostsFile(hosts, host.name(), host.address()), keys);
        var brick = new NodeSpec.Brick(disk.directory().resolve("brick-b1.img"), "/bricks/b1");
        formatIfMissing(machine, brick.image(), settings);
        var spec = new NodeSpec(
                host.name(),
                host.address(),
                "vmc-" + host.name(),
                disk,
                host.systemGroupOf("own"),
                host.workGroupOf("own"),
                List.of(brick),
                List.of("--glusterd"));
        var node = machine.nodes().start(spec);
        node.up().orTimeout(BOOT_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        machine.state().nodes().put(host.name(), NodeRecord.of(node, NodeRecord.Kind.HOST, host));
        return node;
    }

    private static void formatIfMissing(LabMachine machine, Path image, HostSettings settings) {
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
        var given = settings.authorizedKeys().map(Hosts::read);
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

    private static String rootMessage(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : rootMessage(cause);
    }
}
