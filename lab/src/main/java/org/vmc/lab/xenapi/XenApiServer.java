package org.vmc.lab.xenapi;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.event.Events;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.host.HostMessages;
import org.vmc.lab.xenapi.http.HttpEndpoint;
import org.vmc.lab.xenapi.http.LabControls;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.network.NetworkMessages;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Dispatcher;
import org.vmc.lab.xenapi.rpc.Faults;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.MessageFaults;
import org.vmc.lab.xenapi.rpc.TaskMessages;
import org.vmc.lab.xenapi.seed.PoolSeed;
import org.vmc.lab.xenapi.session.Sessions;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.storage.StorageMessages;
import org.vmc.lab.xenapi.storage.VbdMessages;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.task.Timings;
import org.vmc.lab.xenapi.vm.VmMessages;

/** A running XenAPI server with its pool. Closing it stops the server; the guests are left to their owner. */
public final class XenApiServer implements AutoCloseable {

    private final String bindAddress;
    private final Faults faults;
    private final LabFaults labFaults;
    private final ExecutorService executor;
    private final ScheduledExecutorService scheduler;
    private final HttpEndpoint endpoint;

    private XenApiServer(XenApiConfig config, GuestRuntime guests) {
        this.bindAddress = config.bindAddress();
        this.faults = new Faults();
        this.labFaults = new LabFaults(InstantSource.system());
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        this.scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("guest-watch").daemon().factory());

        var clock = InstantSource.system();
        var store = new Store(Declaration.load(), config.seed());
        var tasks = new Tasks(store, new Timings(config.timeScale(), config.seed()), clock, executor);
        var sessions = new Sessions(store, clock, config.password());
        var constructors = new Constructors(store.declaration());
        var memory = new HostMemory(store);
        var disks = new Disks(store, clock);
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
        new MessageFaults(faults).register(labFaults);
        vms.watch(clock).start(scheduler);
        this.endpoint = listen(config, dispatcher, new LabControls(faults, labFaults, sessions));
    }

    private HttpEndpoint listen(XenApiConfig config, Dispatcher dispatcher, LabControls controls) {
        try {
            return new HttpEndpoint(config.bindAddress(), config.port(), dispatcher, controls, executor);
        } catch (RuntimeException failed) {
            scheduler.shutdownNow();
            executor.shutdownNow();
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

    /** Faults that can be ordered by name; whoever owns what breaks registers its kinds here. */
    public LabFaults labFaults() {
        return labFaults;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        endpoint.close();
        executor.shutdownNow();
    }
}
