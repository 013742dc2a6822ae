package org.vmc.lab.hosts;

import org.vmc.lab.linux.Node;

/**
 * A running host or guest, as noted for commands that come later.
 *
 * @param name host name inside
 * @param kind host or guest
 * @param host name of the lab host it belongs to, its own for a host
 * @param address IPv4 address
 * @param pid its first process, as the machine counts
 * @param systemGroup control group of its daemons
 * @param workGroup control group of its work
 */
public record NodeRecord(
        String name, Kind kind, String host, String address, long pid, String systemGroup, String workGroup) {

    /** The record of a node that runs now. */
    public static NodeRecord of(Node node, Kind kind, LabHost host) {
        var spec = node.spec();
        return new NodeRecord(
                spec.name(), kind, host.name(), spec.address(), node.pid(), spec.systemGroup(), spec.workGroup());
    }

    /** What a node is. */
    public enum Kind {
        HOST,
        GUEST
    }
}
