package org.vmc.lab.guests;

import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.firstboot.FirstBoot;
import org.vmc.lab.hosts.Hosts;
import org.vmc.lab.hosts.LabHost;
import org.vmc.lab.hosts.LabMachine;
import org.vmc.lab.hosts.NodeRecord;
import org.vmc.lab.linux.Await;
import org.vmc.lab.linux.Bridge;
import org.vmc.lab.linux.ByteSize;
import org.vmc.lab.linux.Commands;
import org.vmc.lab.linux.Node;
import org.vmc.lab.linux.NodeDisk;
import org.vmc.lab.linux.NodeGroups;
import org.vmc.lab.linux.NodeSpec;
import org.vmc.lab.linux.SshKeys;

/**
 * Guests as namespaces on the lab's network, each over a root file system of its own, with sshd, and distccd when they
 * come from the template {@code build-worker}.
 *
 * <p>A guest's work counts towards the CPU limit of its host; its sshd does not, like the host's. It keeps its address
 * until it is destroyed. Thread-safe.
 */
public final class NamespaceGuests implements GuestRuntime, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(NamespaceGuests.class.getName());

    private static final String BUILD_WORKER = "build-worker";
    private static final int FIRST_ADDRESS = 256;
    private static final int LAST_ADDRESS = 65_534;
    private static final int LONGEST_HOSTNAME = 63;

    /** A shell and sshd do not run in less. */
    private static final int SMALLEST_MEMORY_MIB = 32;

    /** distccd's own rule: enough jobs to keep the CPUs busy while others wait for the network. */
    private static final int JOBS_BESIDE_VCPUS = 2;

    private static final List<String> SHELL_ON_TERMINAL =
            List.of("/usr/bin/script", "-q", "-f", "-c", "stty rows 25 cols 80 sane; exec /bin/bash -l", "/dev/null");

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration SSHD_LIMIT = Duration.ofSeconds(60);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final LabMachine machine;
    private final Hosts hosts;
    private final RootImages images;
    private final AddressPool addresses = new AddressPool(FIRST_ADDRESS, LAST_ADDRESS);
    private final Map<UUID, Guest> guests = new ConcurrentHashMap<>();

    /**
     * @param machine where the hosts run
     * @param hosts hosts that guests can be started on
     */
    public NamespaceGuests(LabMachine machine, Hosts hosts) {
        this(machine, hosts, RootImages.NONE);
    }

    /** The same with prepared root file systems for some templates. */
    public NamespaceGuests(LabMachine machine, Hosts hosts, RootImages images) {
        this.machine = machine;
        this.hosts = hosts;
        this.images = images;
    }

    @Override
    public void start(GuestSpec spec) {
        var host = host(spec.hostName(), "Cannot start guest " + spec.name());
        var known = guests.get(spec.vm());
        if (known != null && known.node().alive()) {
            throw new GuestFailure("Cannot start guest " + spec.name() + ": it runs already");
        }
        if (known != null) {
            known.forgotten().join();
        }
        int address = known == null ? addresses.take() : known.address();
        try {
            guests.put(spec.vm(), boot(spec, host, address));
        } catch (RuntimeException e) {
            if (known == null) {
                addresses.release(address);
            }
            throw new GuestFailure(
                    "Could not start guest " + spec.name() + " on " + host.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void stop(UUID vm, boolean clean) {
        var guest = guests.get(vm);
        if (guest == null) {
            return;
        }
        if (clean) {
            guest.node().stop(GRACE);
        } else {
            guest.node().kill();
        }
    }

    @Override
    public void pause(UUID vm) {
        running(vm, "pause").node().freeze();
    }

    @Override
    public void resume(UUID vm) {
        running(vm, "resume").node().thaw();
    }

    @Override
    public void destroy(UUID vm) {
        var guest = guests.remove(vm);
        if (guest == null) {
            return;
        }
        guest.node().kill();
        addresses.release(guest.address());
    }

    @Override
    public void migrate(UUID vm, String hostName) {
        var guest = running(vm, "migrate");
        var host = host(hostName, "Cannot migrate guest " + vm);
        var groups = host.groupsOf(groupName(guest.address()));
        if (guest.node().spec().groups().equals(groups)) {
            return;
        }
        try {
            limit(groups, guest.spec());
            guest.node().move(groups);
        } catch (RuntimeException e) {
            throw new GuestFailure("Could not migrate guest " + vm + " to " + hostName + ": " + e.getMessage(), e);
        }
        note(guest.spec(), guest.node(), host);
    }

    @Override
    public void copyDisk(UUID from, UUID to) {
        var source = machine.state().guestDisk(from);
        var user = guests.values().stream()
                .filter(guest -> guest.node().alive())
                .filter(guest -> guest.node().spec().disk().equals(source))
                .findFirst();
        try {
            if (user.isPresent()) {
                user.get().node().whileFrozen(() -> copy(source, to));
            } else {
                copy(source, to);
            }
        } catch (RuntimeException e) {
            throw new GuestFailure("Could not copy disk " + from + ": " + e.getMessage(), e);
        }
    }

    private void copy(NodeDisk source, UUID to) {
        source.copyTo(machine.state().guestDisk(to), machine.commands());
    }

    @Override
    public void deleteDisk(UUID disk) {
        try {
            machine.delete(machine.state().guestDisk(disk).directory());
        } catch (RuntimeException e) {
            throw new GuestFailure("Could not delete disk " + disk + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<GuestState> state(UUID vm) {
        return Optional.ofNullable(guests.get(vm)).map(Guest::state);
    }

    @Override
    public Optional<GuestTerminal> terminal(UUID vm) {
        var node = running(vm, "open a console of").node();
        try {
            node.up().get(BOOT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuestFailure("Interrupted while guest " + vm + " booted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new GuestFailure("Cannot open a console of guest " + vm + ": it has not booted", e);
        }
        var command = machine.nodes().enter(node.pid(), node.spec().workGroup(), SHELL_ON_TERMINAL);
        return Optional.of(new ProcessTerminal(Commands.conversing(command, "vt100")));
    }

    @Override
    public Optional<GuestUsage> usage(UUID vm) {
        var guest = guests.get(vm);
        if (guest == null || !guest.node().alive()) {
            return Optional.empty();
        }
        var spec = guest.node().spec();
        return usageOf(List.of(spec.systemGroup(), spec.workGroup()), spec.port());
    }

    @Override
    public Optional<GuestUsage> hostUsage(String hostName) {
        return hosts.all().stream()
                .filter(host -> host.name().equals(hostName))
                .findFirst()
                .flatMap(host -> usageOf(List.of(host.group()), "vmc-" + host.name()));
    }

    private Optional<GuestUsage> usageOf(List<String> groups, String port) {
        try {
            long cpuNanos =
                    groups.stream().mapToLong(machine.groups()::cpuNanos).sum();
            long memory = groups.stream()
                    .mapToLong(group -> machine.groups().memory(group).bytes())
                    .sum();
            // What its peer on the machine sent is what the node received.
            long received = Bridge.counter(port, "tx_bytes");
            long sent = Bridge.counter(port, "rx_bytes");
            return Optional.of(new GuestUsage(cpuNanos, memory, received, sent));
        } catch (UncheckedIOException gone) {
            return Optional.empty();
        }
    }

    /** The running guest of a VM's name label or uuid, or of a host name. */
    public Optional<Node> node(String name) {
        return guests.entrySet().stream()
                .filter(entry -> entry.getValue().node().alive())
                .filter(entry -> entry.getValue().isNamed(name)
                        || entry.getKey().toString().equals(name))
                .findFirst()
                .map(entry -> entry.getValue().node());
    }

    /** Kills all guests; their disks stay until the lab goes down. */
    @Override
    public void close() {
        var killing = guests.values().stream()
                .map(guest -> CompletableFuture.runAsync(() -> guest.node().kill(), THREADS));
        CompletableFuture.allOf(killing.toArray(CompletableFuture[]::new)).join();
    }

    private Guest boot(GuestSpec spec, LabHost host, int number) {
        var address = AddressPool.text(number);
        var hostname = hostname(spec);
        var disk = machine.state().guestDisk(spec.disk());
        disk.startFor(spec.vm().toString(), machine.commands());
        disk.seed(hostname, LabHost.hostsFile(hosts.all(), hostname, address), authorizedKeys(spec));
        writeFirstBoot(spec, disk);
        var groups = host.groupsOf(groupName(number));
        limit(groups, spec);
        var node = machine.nodes()
                .start(new NodeSpec(
                        hostname,
                        address,
                        "vmc-g" + number,
                        disk,
                        groups,
                        images.forTemplate(spec.template()),
                        List.of(),
                        bootArguments(spec)));
        var vm = spec.vm().toString();
        note(spec, node, host);
        hosts.knownHosts().put(address, disk.hostKey());
        var forgotten = node.gone().handle((nothing, failure) -> {
            machine.state().nodes().remove(vm);
            hosts.knownHosts().remove(address);
            return nothing;
        });
        var guest = new Guest(spec, node, number, new CompletableFuture<>(), forgotten);
        node.up().whenCompleteAsync((nothing, failure) -> completeBoot(spec, guest, failure), THREADS);
        return guest;
    }

    private static FirstBoot firstBoot(GuestSpec spec) {
        return FirstBoot.of(
                spec.vmData().getOrDefault(GuestSpec.USER_DATA, ""),
                spec.vmData().getOrDefault(GuestSpec.META_DATA, ""),
                spec.vm());
    }

    private void writeFirstBoot(GuestSpec spec, NodeDisk disk) {
        if (Files.exists(disk.firstBoot())) {
            machine.delete(disk.firstBoot());
        }
        var firstBoot = firstBoot(spec);
        if (!firstBoot.isEmpty()) {
            firstBoot.writeTo(disk.firstBoot());
        }
    }

    private void limit(NodeGroups groups, GuestSpec spec) {
        machine.groups().create(groups.work());
        machine.groups().weighCpu(groups.work(), spec.vcpus());
        machine.groups().limitMemory(groups.work(), ByteSize.ofMib(Math.max(SMALLEST_MEMORY_MIB, spec.memoryMib())));
    }

    private void note(GuestSpec spec, Node node, LabHost host) {
        machine.state().nodes().put(spec.vm().toString(), NodeRecord.ofGuest(node, spec.name(), host));
    }

    private static String groupName(int address) {
        return "g" + address;
    }

    private static void completeBoot(GuestSpec spec, Guest guest, @Nullable Throwable failure) {
        var node = guest.node();
        if (failure != null && node.toldToEnd()) {
            return;
        }
        if (failure != null) {
            LOG.log(Level.WARNING, "Guest " + spec.name() + " did not boot: killed it", failure);
            node.kill();
            return;
        }
        var address = node.spec().address();
        if (Await.within(SSHD_LIMIT, () -> !node.alive() || SshBanner.answers(address)) && node.alive()) {
            guest.ready().complete(true);
        }
    }

    private Guest running(UUID vm, String action) {
        var guest = guests.get(vm);
        if (guest == null || !guest.node().alive()) {
            throw new GuestFailure("Cannot " + action + " guest " + vm + ": it does not run");
        }
        return guest;
    }

    private LabHost host(String name, String attempt) {
        return hosts.all().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new GuestFailure(attempt + ": the lab has no host named " + name));
    }

    private String authorizedKeys(GuestSpec spec) {
        var own = SshKeys.publicKey(machine.state().privateKey());
        return own + "\n"
                + spec.vmData().getOrDefault(GuestSpec.AUTHORIZED_KEYS, "").strip() + "\n";
    }

    private static List<String> bootArguments(GuestSpec spec) {
        var arguments = new ArrayList<String>();
        if (!firstBoot(spec).isEmpty()) {
            arguments.add("--first-boot");
        }
        if (spec.template().equals(BUILD_WORKER)) {
            arguments.add("--distccd");
            arguments.add(String.valueOf(spec.vcpus() + JOBS_BESIDE_VCPUS));
        }
        return arguments;
    }

    /** A host name made of what was asked for: name labels of VMs are free text. */
    static String hostname(GuestSpec spec) {
        var wanted =
                firstBoot(spec).hostname().orElseGet(() -> spec.vmData().getOrDefault(GuestSpec.HOSTNAME, spec.name()));
        var name = wanted.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        var trimmed =
                name.substring(0, Math.min(LONGEST_HOSTNAME, name.length())).replaceAll("^-+|-+$", "");
        return trimmed.isEmpty() ? "guest" : trimmed;
    }

    /**
     * A guest that was started.
     *
     * @param spec what it was started from
     * @param address host part, in the form of {@link AddressPool}
     * @param ready completes when sshd answers
     * @param forgotten completes when it has ended and no file names it any more
     */
    private record Guest(
            GuestSpec spec,
            Node node,
            int address,
            CompletableFuture<Boolean> ready,
            CompletableFuture<Void> forgotten) {

        boolean isNamed(String name) {
            return spec.name().equals(name) || node.spec().name().equals(name);
        }

        GuestState state() {
            return node.alive() ? new GuestState(true, node.spec().address(), ready.isDone()) : GuestState.STOPPED;
        }
    }
}
