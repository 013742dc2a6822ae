package org.vmc.vm.xen;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import org.apache.xmlrpc.XmlRpcException;
import org.vmc.vm.xen.XenLink.Repeat;

/**
 * A pool: its VMs, its hosts, its tasks, and what happens in it.
 *
 * <p>Every method may throw {@link XenFailure}. Thread-safe; {@link #close} ends waiting calls' retries and the
 * session.
 */
public final class XenPool implements AutoCloseable {

    private final XenLink link;
    private final XenVms vms;
    private final XenTasks tasks;
    private final XenDisks disks;
    private final XenDrives drives;
    private final XenConsoles consoles;
    private final XenHosts hosts;
    private final XenTransfers transfers;
    private final XenRepositories repositories;

    public XenPool(PoolEndpoint endpoint) {
        this.link = new XenLink(endpoint);
        this.vms = new XenVms(link);
        this.tasks = new XenTasks(link);
        this.disks = new XenDisks(link);
        this.drives = new XenDrives(link);
        this.consoles = new XenConsoles(link, endpoint);
        this.hosts = new XenHosts(link);
        this.transfers = new XenTransfers(link, endpoint);
        this.repositories = new XenRepositories(link);
    }

    /** Tells which addresses the pool's hosts have, to look there for its coordinator when that is lost. */
    public void knowHosts(Collection<String> addresses) {
        link.knowHosts(addresses);
    }

    public XenVms vms() {
        return vms;
    }

    public XenHosts hosts() {
        return hosts;
    }

    public XenDisks disks() {
        return disks;
    }

    public XenDrives drives() {
        return drives;
    }

    public XenConsoles consoles() {
        return consoles;
    }

    public XenTasks tasks() {
        return tasks;
    }

    public XenTransfers transfers() {
        return transfers;
    }

    public XenRepositories repositories() {
        return repositories;
    }

    /** What the clock of a host shows now. */
    public ClockReading clockOf(HostRef host) {
        return link.call("Reading the clock of " + host, Repeat.SAFE, connection -> {
            Instant sent = Instant.now();
            Object shown = connection.value("host.get_servertime", host.value());
            Instant received = Instant.now();
            if (!(shown instanceof Date date)) {
                throw new XmlRpcException("host.get_servertime was answered with something else than a date");
            }
            return new ClockReading(date.toInstant(), sent, received);
        });
    }

    /**
     * What happened since {@code token}: at once if something has, otherwise when something does or {@code wait} is
     * over.
     *
     * @throws XenRefused {@code EVENTS_LOST} or {@code EVENT_FROM_TOKEN_PARSE_FAILURE} when there is a gap: start again
     *     with {@link XenEvents#FROM_THE_START}
     */
    public XenEvents events(String token, Duration wait) {
        return link.waitingCall(
                "Listening for events",
                wait,
                connection -> XenEvents.from(connection.value(
                        "event.from", XenEvents.CLASSES.toArray(), token, (double) wait.toMillis() / 1000)));
    }

    /** What time it is on the host, as its own clock says, to the second. */
    public Instant clock(HostRef host) {
        return link.call("Reading the clock of " + host, Repeat.SAFE, connection -> {
            Object time = connection.value("host.get_servertime", host.value());
            return time instanceof Date date ? date.toInstant() : Instant.parse(time.toString());
        });
    }

    @Override
    public void close() {
        transfers.close();
        link.close();
    }
}
