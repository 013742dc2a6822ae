package org.vmc.lab.xenapi;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.console.Consoles;
import org.vmc.lab.xenapi.event.Events;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.handler.Access;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.host.HostClocks;
import org.vmc.lab.xenapi.host.HostGuard;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.host.HostMessages;
import org.vmc.lab.xenapi.host.HostPower;
import org.vmc.lab.xenapi.host.HostSettings;
import org.vmc.lab.xenapi.host.Members;
import org.vmc.lab.xenapi.host.PowerPlug;
import org.vmc.lab.xenapi.machine.Machine;
import org.vmc.lab.xenapi.machine.PoolService;
import org.vmc.lab.xenapi.message.Alerts;
import org.vmc.lab.xenapi.message.MessageMessages;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.network.NetworkMessages;
import org.vmc.lab.xenapi.pool.PoolFaults;
import org.vmc.lab.xenapi.pool.PoolMessages;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Dispatcher;
import org.vmc.lab.xenapi.rpc.Faults;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.MessageFaults;
import org.vmc.lab.xenapi.rpc.TaskMessages;
import org.vmc.lab.xenapi.rrd.Statistics;
import org.vmc.lab.xenapi.seed.HostTraits;
import org.vmc.lab.xenapi.seed.NewHost;
import org.vmc.lab.xenapi.seed.PoolSeed;
import org.vmc.lab.xenapi.session.Credentials;
import org.vmc.lab.xenapi.session.Sessions;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.storage.StorageFaults;
import org.vmc.lab.xenapi.storage.StorageMessages;
import org.vmc.lab.xenapi.storage.VbdMessages;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.transfer.RawDisks;
import org.vmc.lab.xenapi.transfer.TransferTasks;
import org.vmc.lab.xenapi.transfer.VmExport;
import org.vmc.lab.xenapi.transfer.VmImport;
import org.vmc.lab.xenapi.vm.VmMessages;

/** A running XenAPI server with its pool. Closing it stops the server; the guests are left to their owner. */
public final class XenApiServer implements AutoCloseable {

    private static final int TRIES = 5;

    private final String bindAddress;
    private final Site site;
    private final Handlers handlers;

    /** Makes the server of one pool, on machines that begin to answer at the end. */
    private XenApiServer(XenApiConfig config, GuestRuntime guests, Site site, String pool, List<NewHost> hosts) {
        this.bindAddress = config.bindAddress();
        this.site = site;
        var executor = site.executor;
        var faults = site.faults;
        var clock = site.clock;
        var store = new Store(site.declaration, config.seed());
        var tasks = new Tasks(store, config.timings(), clock, executor);
        var sessions = new Sessions(store, clock, new Credentials(config.password()));
        var constructors = new Constructors(store.declaration());
        var memory = new HostMemory(store);
        var disks = new Disks(store, clock, guests, site.contents);
        var macs = new MacAddresses(store);
        var vms = new VmMessages(store, memory, site.contents, guests, constructors, clock);

        this.handlers = new Handlers(store.declaration());
        sessions.register(handlers);
        vms.register(handlers, disks, macs);
        new TaskMessages(store, tasks).register(handlers);
        var events = new Events(store);
        events.register(handlers);
        var members = new Members(store);
        var clocks = new HostClocks(clock);
        var power = new HostPower(store, members, guests, site::plug, tasks, clock);
        var alerts = new Alerts(store, clock);
        var poolMessages = new PoolMessages(store, members, memory, disks, tasks, alerts);
        var coordination = poolMessages.coordination(site.machines, sessions, handlers, vms::halted);
        new HostMessages(store, memory, members, power, clocks, tasks)
                .register(handlers, coordination, poolMessages.availability()::requireBearableWithout);
        new HostSettings(store).register(handlers);
        new MessageMessages(store, alerts).register(handlers);
        new StorageMessages(store, disks, constructors).register(handlers);
        new VbdMessages(store, constructors).register(handlers);
        new NetworkMessages(store, macs, constructors).register(handlers);
        var refs = new PoolSeed(store, memory, disks, macs, clock.instant()).fill(pool, hosts);
        store.forgetSeed();
        for (int i = 0; i < refs.size(); i++) {
            members.add(refs.get(i), site.machines.find(hosts.get(i).name()).orElseThrow());
        }
        poolMessages.register(
                handlers,
                coordination,
                site.pools,
                site.machines,
                (machine, host) -> found(config, guests, site, machine, host));
        new HostGuard(store, members).register(handlers);
        var dispatcher = new Dispatcher(store, tasks, handlers, faults);
        vms.watch(vm -> members.powered(vm.ref("resident_on"))).start(site.scheduler);
        if (!pool.isEmpty()) {
            new PoolFaults(store, members, power, clocks, coordination, sessions).register(site.labFaults, alerts);
            new StorageFaults(store).register(site.labFaults);
            events.registerFaults(site.labFaults);
            vms.registerFaults(site.labFaults);
        }
        var beside = new HttpHandlers(new Access(store, sessions));
        var consoles = new Consoles(store, guests, host -> address(members.machine(host)));
        site.consoles.add(consoles);
        consoles.register(beside);
        var statistics = new Statistics(store, guests, clock);
        statistics.register(beside);
        statistics.start(site.scheduler);
        var transfers = new TransferTasks(store, tasks);
        new RawDisks(store, disks, transfers).register(beside);
        new VmExport(store, disks, vms.transfers(), transfers, clock).register(beside);
        new VmImport(store, disks, vms.transfers(), transfers, macs).register(beside);
        coordination.begin(new PoolService(dispatcher, beside));
    }

    private URI address(Machine machine) {
        return URI.create("http://" + machine.address() + ":" + port());
    }

    /** A host that leaves a pool is one of its own again, with the memory and the traits it had. */
    private static void found(XenApiConfig config, GuestRuntime guests, Site site, Machine machine, Row host) {
        var alone = new NewHost(machine.name(), machine.address(), config.hostMemoryBytes(), HostTraits.of(host));
        site.executor.execute(() -> {
            machine.close();
            // Another seed each time: references of hosts that leave and join again must not meet.
            new XenApiServer(config.alone(site.nextNumber()), guests, site, "", List.of(alone));
        });
    }

    /**
     * Starts a server with a fresh pool and answers when it listens.
     *
     * @param guests what runs behind started VMs; stays the caller's to close
     * @throws IllegalStateException when the port cannot be opened
     */
    public static XenApiServer start(XenApiConfig config, GuestRuntime guests) {
        for (int left = config.port() == 0 ? TRIES : 0; left > 0; left--) {
            try {
                return startOnce(config, guests);
            } catch (IllegalStateException portTakenOnAnotherAddress) {
                // The next free port of the first address may be free on all.
                continue;
            }
        }
        return startOnce(config, guests);
    }

    private static XenApiServer startOnce(XenApiConfig config, GuestRuntime guests) {
        var site = new Site(config);
        try {
            new MessageFaults(site.faults).register(site.labFaults);
            var server = new XenApiServer(config, guests, site, "lab", hostsOfThePool(config, site));
            for (int number = 1; number <= config.layout().standaloneHosts(); number++) {
                startAlone(config, guests, site, number);
            }
            site.openControls();
            return server;
        } catch (RuntimeException failed) {
            site.close();
            throw site.cannotListen(failed);
        }
    }

    private static List<NewHost> hostsOfThePool(XenApiConfig config, Site site) {
        return IntStream.rangeClosed(1, config.hosts())
                .mapToObj(number -> {
                    var name = "h" + number;
                    site.machine(name, number == 1 ? config.bindAddress() : PoolLayout.answersAt(number));
                    return new NewHost(
                            name,
                            config.layout().addressOf(number),
                            config.hostMemoryBytes(),
                            config.layout().traitsOf(name));
                })
                .toList();
    }

    private static void startAlone(XenApiConfig config, GuestRuntime guests, Site site, int number) {
        var name = "s" + number;
        var address = PoolLayout.standaloneAnswersAt(number);
        site.machine(name, address);
        var host = new NewHost(
                name, address, config.hostMemoryBytes(), config.layout().traitsOf(name));
        new XenApiServer(config.alone(site.nextNumber()), guests, site, "", List.of(host));
    }

    /** The HTTP port, the same on every host's address. */
    public int port() {
        return site.doors.port();
    }

    /** The HTTPS port, the same on every host's address; empty without TLS. */
    public OptionalInt tlsPort() {
        return site.doors.tlsPort();
    }

    /** SHA-256 fingerprint of the certificate; empty without TLS. */
    public Optional<String> fingerprint() {
        return site.doors.fingerprint();
    }

    /** Lets what runs behind the hosts follow their power. */
    public void plug(PowerPlug plug) {
        site.plug(plug);
    }

    /** Where clients connect to. */
    public URI uri() {
        return URI.create("http://" + bindAddress + ":" + port());
    }

    /** Where {@code /lab} answers whatever becomes of the hosts; hosts with power serve it too. */
    public URI controls() {
        return bindAddress.startsWith("127.") ? URI.create("http://" + Site.CONTROLS + ":" + port()) : uri();
    }

    /** Faults to come, and counts of calls. */
    public Faults faults() {
        return site.faults;
    }

    /** Faults that can be ordered by name; whoever owns what breaks registers its kinds here. */
    public LabFaults labFaults() {
        return site.labFaults;
    }

    /** Names of the messages that are answered; the others of the data model are {@code NOT_IMPLEMENTED}. */
    Set<String> implemented() {
        return handlers.implemented();
    }

    @Override
    public void close() {
        site.close();
    }
}
