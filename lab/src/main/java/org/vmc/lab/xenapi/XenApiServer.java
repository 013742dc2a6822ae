package org.vmc.lab.xenapi;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.console.Consoles;
import org.vmc.lab.xenapi.event.Events;
import org.vmc.lab.xenapi.handler.Access;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.host.HostMessages;
import org.vmc.lab.xenapi.http.HttpEndpoint;
import org.vmc.lab.xenapi.http.HttpEndpoint.BesideCalls;
import org.vmc.lab.xenapi.http.LabControls;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.network.NetworkMessages;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Dispatcher;
import org.vmc.lab.xenapi.rpc.Faults;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.TaskMessages;
import org.vmc.lab.xenapi.rrd.Statistics;
import org.vmc.lab.xenapi.seed.PoolSeed;
import org.vmc.lab.xenapi.session.Sessions;
import org.vmc.lab.xenapi.storage.DiskContents;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.storage.StorageMessages;
import org.vmc.lab.xenapi.storage.VbdMessages;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.task.Timings;
import org.vmc.lab.xenapi.transfer.RawDisks;
import org.vmc.lab.xenapi.transfer.TransferTasks;
import org.vmc.lab.xenapi.transfer.VmExport;
import org.vmc.lab.xenapi.transfer.VmImport;
import org.vmc.lab.xenapi.vm.VmMessages;

/** A running XenAPI server with its pool. Closing it stops the server; the guests are left to their owner. */
public final class XenApiServer implements AutoCloseable {

    private final String bindAddress;
    private final Faults faults;
    private final ExecutorService executor;
    private final ScheduledExecutorService scheduler;
    private final DiskContents contents;
    private final Consoles consoles;
    private final HttpEndpoint endpoint;

    private XenApiServer(XenApiConfig config, GuestRuntime guests) {
        this.bindAddress = config.bindAddress();
        this.faults = new Faults();
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        this.scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("guest-watch").daemon().factory());

        var clock = InstantSource.system();
        var store = new Store(Declaration.load(), config.seed());
        var tasks = new Tasks(store, new Timings(config.timeScale(), config.seed()), clock, executor);
        var sessions = new Sessions(store, clock, config.password());
        var constructors = new Constructors(store.declaration());
        var memory = new HostMemory(store);
        this.contents = new DiskContents();
        var disks = new Disks(store, clock, contents);
        var macs = new MacAddresses(store);
        var vms = new VmMessages(store, memory, guests, constructors, clock);

        var handlers = new Handlers(store.declaration());
        sessions.register(handlers);
        vms.register(handlers, disks, macs, clock);
        new TaskMessages(store, tasks).register(handlers);
        new Events(store).register(handlers);
        new HostMessages(store, memory, clock).register(handlers);
        new StorageMessages(store, disks, constructors).register(handlers);
        new VbdMessages(store, constructors).register(handlers);
        new NetworkMessages(store, macs, constructors).register(handlers);
        var dispatcher = new Dispatcher(store, tasks, handlers, faults);

        new PoolSeed(store, memory, disks, macs, clock.instant()).fill(config.hosts(), config.hostMemoryBytes());
        store.forgetSeed();
        vms.watch(clock).start(scheduler);
        var httpHandlers = new HttpHandlers(new Access(store, sessions));
        this.consoles = new Consoles(store, guests, this::uri);
        consoles.register(httpHandlers);
        var statistics = new Statistics(store, guests, clock);
        statistics.register(httpHandlers);
        statistics.start(scheduler);
        var transfers = new TransferTasks(store, tasks);
        new RawDisks(store, disks, transfers).register(httpHandlers);
        new VmExport(store, disks, vms.transfers(), transfers, clock).register(httpHandlers);
        new VmImport(store, disks, vms.transfers(), transfers, macs).register(httpHandlers);
        this.endpoint = listen(config, dispatcher, new BesideCalls(new LabControls(faults, sessions), httpHandlers));
    }

    private HttpEndpoint listen(XenApiConfig config, Dispatcher dispatcher, BesideCalls beside) {
        try {
            return new HttpEndpoint(config.bindAddress(), config.port(), dispatcher, beside, executor);
        } catch (RuntimeException failed) {
            scheduler.shutdownNow();
            executor.shutdownNow();
            consoles.close();
            contents.close();
            var cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IllegalStateException(
                    "Cannot listen on " + config.bindAddress() + ":" + config.port() + ": " + cause.getMessage(),
                    cause);
        }
    }

    /**
     * Starts a server with a fresh pool and answers when it listens.
     *
     * @param guests what runs behind started VMs; stays the caller's to close
     * @throws IllegalStateException when the port cannot be opened
     */
    public static XenApiServer start(XenApiConfig config, GuestRuntime guests) {
        return new XenApiServer(config, guests);
    }

    /** The port it listens on. */
    public int port() {
        return endpoint.port();
    }

    /** Where clients connect to. */
    public URI uri() {
        return URI.create("http://" + bindAddress + ":" + port());
    }

    /** Faults to come, and counts of calls. */
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        consoles.close();
        endpoint.close();
        executor.shutdownNow();
        contents.close();
    }
}
