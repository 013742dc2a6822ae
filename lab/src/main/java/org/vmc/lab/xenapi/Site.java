package org.vmc.lab.xenapi;

import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.vmc.lab.xenapi.console.Consoles;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.host.PowerPlug;
import org.vmc.lab.xenapi.http.Doors;
import org.vmc.lab.xenapi.http.HttpEndpoint;
import org.vmc.lab.xenapi.http.LabControls;
import org.vmc.lab.xenapi.http.Served;
import org.vmc.lab.xenapi.http.TlsKey;
import org.vmc.lab.xenapi.machine.Listening;
import org.vmc.lab.xenapi.machine.Machine;
import org.vmc.lab.xenapi.machine.Machines;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.pool.Pools;
import org.vmc.lab.xenapi.rpc.Faults;
import org.vmc.lab.xenapi.session.Credentials;
import org.vmc.lab.xenapi.storage.DiskContents;
import org.vmc.lab.xenapi.wire.Reply;

/** What all pools of one lab share: the machines and where they answer, the threads, the faults. */
final class Site implements AutoCloseable {

    /** An address that is no host's. */
    static final String CONTROLS = "127.0.0.200";

    private final XenApiConfig config;
    final InstantSource clock = InstantSource.system();
    final Declaration declaration = Declaration.load();
    final Machines machines = new Machines();
    final Pools pools = new Pools();
    final Faults faults = new Faults();
    final LabFaults labFaults = new LabFaults(clock);
    final DiskContents contents = new DiskContents();
    final Queue<Consoles> consoles = new ConcurrentLinkedQueue<>();
    final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("guest-watch").daemon().factory());
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final HttpEndpoint endpoint;
    final Doors doors;
    private volatile PowerPlug plug = PowerPlug.NONE;

    Site(XenApiConfig config) {
        this.config = config;
        // Made beside everything else: keytool takes as long as the rest.
        var key = config.tls().map(tls -> CompletableFuture.supplyAsync(() -> key(tls), executor));
        var controls = new LabControls(faults, labFaults, new Credentials(config.password())::accepts);
        this.endpoint = new HttpEndpoint(controls, executor);
        this.doors = new Doors(
                endpoint, config.port(), config.tls().map(TlsSettings::port).orElse(0), key);
    }

    private static TlsKey key(TlsSettings tls) {
        return tls.directory().map(TlsKey::in).orElseGet(TlsKey::temporary);
    }

    /** A number no pool of this lab was made with. */
    int nextNumber() {
        return lastNumber.incrementAndGet();
    }

    /** A machine that answers at an address once it gets a part to play. */
    Machine machine(String name, String address) {
        var machine = new Machine(name, address, declaration, self -> open(address, self));
        machines.add(machine);
        return machine;
    }

    /** Beside an address that is not loopback, or all of them, the loopback ones of other hosts cannot be opened. */
    private Listening open(String address, Machine machine) {
        var bind = config.bindAddress();
        return bind.startsWith("127.") || bind.equals(address)
                ? doors.open(address, new Served(machine, machine::handlers))
                : () -> {};
    }

    /** The lab's controls answer when no host does. */
    void openControls() {
        if (config.bindAddress().startsWith("127.")) {
            doors.open(CONTROLS, Served.calls(call -> new Reply.Failure("HOST_OFFLINE", List.of(CONTROLS))));
        }
    }

    PowerPlug plug() {
        return plug;
    }

    void plug(PowerPlug next) {
        plug = next;
    }

    /** Where a failure to listen is most likely: at the configured port. */
    IllegalStateException cannotListen(RuntimeException failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        var secure = config.tls().map(tls -> " and for HTTPS on " + tls.port()).orElse("");
        return new IllegalStateException(
                "Cannot listen on " + config.bindAddress() + ":" + config.port() + secure + ": " + cause.getMessage(),
                cause);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        consoles.forEach(Consoles::close);
        endpoint.close();
        executor.shutdownNow();
        contents.close();
    }
}
