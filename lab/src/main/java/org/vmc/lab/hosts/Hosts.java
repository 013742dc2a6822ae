package org.vmc.lab.hosts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.Node;
import org.vmc.lab.linux.Scripts;
import org.vmc.lab.linux.SshKeys;

/**
 * Running hosts. {@link #start} returns when sshd and glusterd of all of them answer to commands; {@link #close} ends
 * them and removes what the kernel kept for them. When one does not start, the others are ended too. Thread-safe.
 */
public final class Hosts implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final LabMachine machine;
    private final List<LabHost> hosts;
    private final HostBoot boot;
    private final Map<LabHost, Node> nodes = new ConcurrentHashMap<>();
    private final KnownHosts knownHosts;

    private Hosts(LabMachine machine, List<LabHost> hosts, HostBoot boot) {
        this.machine = machine;
        this.hosts = hosts;
        this.boot = boot;
        this.knownHosts = new KnownHosts(machine.state().knownHosts());
    }

    /** Brings hosts up; the caller holds the {@link LabLock} and nothing of an earlier lab remains. */
    public static Hosts start(LabMachine machine, HostSettings settings) {
        var state = machine.state();
        SshKeys.createIfMissing(machine.commands(), state.privateKey(), "vmc lab");
        Scripts.extractTo(state.scripts()).buildImages(machine.commands(), state.images());
        machine.bridge().create();
        var all = LabHost.first(settings.count());
        var hosts = new Hosts(machine, all, new HostBoot(machine, settings, all));
        try {
            inParallel(all, hosts::powerOn);
        } catch (CompletionException e) {
            new Remains(machine).remove();
            throw new CommandFailure("Could not start the hosts: " + rootMessage(e), e);
        }
        all.forEach(host ->
                hosts.knownHosts.put(host.address(), state.hostDisk(host).hostKey()));
        return hosts;
    }

    /** All hosts, by number, also those that are off. */
    public List<LabHost> all() {
        return hosts;
    }

    /** The host of a name such as {@code h2}; throws {@link IllegalArgumentException} naming those there are. */
    public LabHost get(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The lab has no host named " + name + "; it has "
                        + hosts.stream().map(LabHost::name).toList()));
    }

    /** What runs as a host; empty while it is off. */
    public Optional<Node> node(LabHost host) {
        return Optional.ofNullable(nodes.get(host)).filter(Node::alive);
    }

    /** Cuts the power of a host: all its processes are killed, its files stay. Does nothing when it is off. */
    public void powerOff(LabHost host) {
        // Guests are not its children but its guests: their owner cuts their power.
        // What is noted of it stays, so that it is shown as off.
        Optional.ofNullable(nodes.remove(host)).ifPresent(Node::kill);
    }

    /** Boots a host from its files and returns when it answers. Does nothing when it is on. */
    public void powerOn(LabHost host) {
        if (node(host).isEmpty()) {
            nodes.put(host, boot.boot(host));
        }
    }

    /** Host keys of the hosts; guests add theirs. */
    public KnownHosts knownHosts() {
        return knownHosts;
    }

    @Override
    public void close() {
        try {
            inParallel(nodes.values(), node -> node.stop(GRACE));
        } finally {
            new Remains(machine).remove();
        }
    }

    private interface Work<T> {
        void on(T one);
    }

    private static <T> void inParallel(Iterable<T> all, Work<T> work) {
        var running = new ArrayList<CompletableFuture<Void>>();
        all.forEach(one -> running.add(CompletableFuture.runAsync(() -> work.on(one), THREADS)));
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    }

    private static String rootMessage(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : rootMessage(cause);
    }
}
