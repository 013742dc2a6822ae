package org.vmc.lab.faults;

import org.vmc.lab.guests.NamespaceGuests;
import org.vmc.lab.hosts.Bricks;
import org.vmc.lab.hosts.Hosts;
import org.vmc.lab.hosts.LabHost;
import org.vmc.lab.linux.ByteSize;
import org.vmc.lab.linux.Node;
import org.vmc.lab.xenapi.fault.Effect;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.fault.Parameters;
import org.vmc.lab.xenapi.host.PowerPlug;

/**
 * The faults of real hosts and guests by name: {@code link-down}, {@code link-slow}, {@code brick-killed},
 * {@code disk-full}. They end with the node they struck: one that starts again has a sound link and all its bricks, but
 * a full disk stays full.
 *
 * <p>A clock that is wrong is not among them: no namespace of Linux has a wall clock of its own.
 */
public final class MachineFaults {

    private static final String DEFAULT_RATE = "1MiB";

    private final Hosts hosts;
    private final NamespaceGuests guests;
    private final Bricks bricks;

    public MachineFaults(Hosts hosts, NamespaceGuests guests, Bricks bricks) {
        this.hosts = hosts;
        this.guests = guests;
        this.bricks = bricks;
    }

    /** Makes the kinds known. */
    public void register(LabFaults faults) {
        faults.on("link-down", given -> linkDown(node(given)))
                .on("link-slow", given -> linkSlow(node(given), given))
                .on("brick-killed", this::brickKilled)
                .on("disk-full", given -> diskFull(hosts.get(given.text("host"))));
    }

    /** The power of real hosts; their guests are ended by whoever cuts it. */
    public PowerPlug power() {
        return new PowerPlug() {
            @Override
            public void off(String host) {
                hosts.powerOff(hosts.get(host));
            }

            @Override
            public void on(String host) {
                hosts.powerOn(hosts.get(host));
            }
        };
    }

    private static Effect linkDown(Node node) {
        node.link().down();
        return new Effect.Lasting(() -> node.link().up(), node::alive);
    }

    private static Effect linkSlow(Node node, Parameters given) {
        var rate = ByteSize.parse(given.optional("rate").orElse(DEFAULT_RATE));
        if (rate.bytes() < 1024) {
            throw new IllegalArgumentException("rate is at least 1KiB a second, not " + rate);
        }
        node.link().limit(rate.bytes() * 8);
        return new Effect.Lasting(() -> node.link().unlimit(), node::alive);
    }

    private Effect brickKilled(Parameters given) {
        var host = hosts.get(given.text("host"));
        var volume = given.text("volume");
        var node = running(host);
        bricks.kill(host, volume);
        return new Effect.Lasting(() -> bricks.restart(host, volume), node::alive);
    }

    private Effect diskFull(LabHost host) {
        running(host);
        bricks.fill(host);
        return new Effect.Lasting(() -> bricks.free(host));
    }

    private Node node(Parameters given) {
        var name = given.text("node");
        return hosts.all().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .map(this::running)
                .or(() -> guests.node(name))
                .orElseThrow(() -> new IllegalArgumentException("No host or guest named '" + name + "' runs"));
    }

    private Node running(LabHost host) {
        return hosts.node(host).orElseThrow(() -> new IllegalArgumentException(host.name() + " is off"));
    }
}
