package org.vmc.lab;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.vmc.lab.faults.MachineFaults;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.guests.NamespaceGuests;
import org.vmc.lab.guests.RootImages;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.hosts.Bricks;
import org.vmc.lab.hosts.HostSettings;
import org.vmc.lab.hosts.Hosts;
import org.vmc.lab.hosts.LabLock;
import org.vmc.lab.hosts.LabMachine;
import org.vmc.lab.hosts.Remains;
import org.vmc.lab.hosts.Requirements;
import org.vmc.lab.hosts.StateDirectory;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.Commands;
import org.vmc.lab.linux.ControlGroups;
import org.vmc.lab.xenapi.PoolLayout.Addresses;
import org.vmc.lab.xenapi.XenApiConfig;
import org.vmc.lab.xenapi.XenApiServer;

/**
 * A lab in this process. {@link #start} takes the machine's lock, removes what a killed lab left, brings up hosts,
 * guests and the XenAPI server in this order; {@link #close} ends them in the opposite order, and may come at any time
 * from another thread.
 */
final class Lab implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Lab.class.getName());
    private static final Duration SIMULATED_BOOT = Duration.ofMillis(300);

    private final StateDirectory state;
    private final HostSettings hostSettings;
    private final XenApiConfig xapi;
    private final RootImages images;

    /** What to end, the newest first. */
    private final Deque<Closing> closings = new ArrayDeque<>();

    /** What can go wrong with real hosts, once there are any. */
    private Optional<MachineFaults> machineFaults = Optional.empty();

    private boolean closed;

    private interface Closing {
        void close();
    }

    Lab(StateDirectory state, HostSettings hostSettings, XenApiConfig xapi, RootImages images) {
        this.state = state;
        this.hostSettings = hostSettings;
        this.xapi = xapi;
        this.images = images;
    }

    /** Brings everything up and returns the line that says so; what the user should know goes to {@code warnings}. */
    synchronized String start(Consumer<String> warnings) {
        if (closed) {
            throw new CommandFailure("The lab was ended before it was up");
        }
        var unmet = Requirements.unmet(new Commands());
        unmet.forEach(warnings);
        if (!unmet.isEmpty()) {
            warnings.accept("so there are no real hosts: the XenAPI server runs alone and its guests are simulated");
        }
        var guests = unmet.isEmpty() ? realGuests() : new SimulatedGuests(SIMULATED_BOOT, InstantSource.system());
        var kind = unmet.isEmpty() ? "real" : "simulated";
        var server = startXapi(guests, unmet.isEmpty() ? Addresses.LAB_NETWORK : Addresses.LOOPBACK);
        machineFaults.ifPresent(faults -> {
            faults.register(server.labFaults());
            server.plug(faults.power());
        });
        var url = server.uri().toString();
        RunningLab.ofThisProcess(url, https(server), kind).write(state.labFile());
        closings.push(() -> RunningLab.forget(state.labFile()));
        return "lab ready hosts=%d guests=%s xapi=%s state=%s".formatted(hostSettings.count(), kind, url, state.root());
    }

    private GuestRuntime realGuests() {
        switch (LabLock.take(state)) {
            case LabLock.Attempt.HeldBy(var process, var other) ->
                throw new CommandFailure("Another lab is up on this machine (process %d, state directory %s). End it: "
                                .formatted(process, other)
                        + "lab down --state " + other);
            case LabLock.Attempt.Taken(var lock) -> closings.push(lock::close);
        }
        var machine = LabMachine.of(state, ControlGroups.find().orElseThrow());
        var remains = new Remains(machine);
        remains.remove();
        closings.push(remains::remove);
        var hosts = Hosts.start(machine, hostSettings);
        closings.push(hosts::close);
        var guests = new NamespaceGuests(machine, hosts, images);
        closings.push(guests::close);
        machineFaults = Optional.of(new MachineFaults(hosts, guests, new Bricks(machine, hosts)));
        return guests;
    }

    private XenApiServer startXapi(GuestRuntime guests, Addresses addresses) {
        try {
            var server = XenApiServer.start(xapi.withLayout(xapi.layout().at(addresses)), guests);
            closings.push(server::close);
            return server;
        } catch (RuntimeException e) {
            throw new CommandFailure(
                    "Could not start the XenAPI server on port " + xapi.port() + ": " + e.getMessage(), e);
        }
    }

    private static String https(XenApiServer server) {
        return server.fingerprint()
                .map(fingerprint -> "port " + server.tlsPort().orElseThrow() + ", SHA-256 fingerprint " + fingerprint)
                .orElse("");
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!closings.isEmpty()) {
            try {
                closings.pop().close();
            } catch (RuntimeException e) {
                // The others are still to be ended; "lab down" finds what this one leaves.
                LOG.log(Level.ERROR, "Could not end a part of the lab", e);
            }
        }
    }
}
