package org.vmc.lab.hosts;

import org.vmc.lab.linux.Node;

/**
 * A running host or guest, as noted for commands that come later.
 *
 * @param name host name inside
 * @param label name label of the VM; the host name for a host
 * @param kind host or guest
 * @param host name of the lab host it belongs to, its own for a host
 * @param address IPv4 address
 * @param pid its first process, as the machine counts
 * @param systemGroup control group of its daemons
 * @param workGroup control group of its work
 */
public record NodeRecord(
        String name,
        String label,
        Kind kind,
        String host,
        String address,
        long pid,
        String systemGroup,
        String workGroup) {

    /** The record of a host that runs now. */
    public static NodeRecord ofHost(Node node, LabHost host) {
        return of(node, host.name(), Kind.HOST, host);
    }

    /** The record of a guest that runs now. */
    public static NodeRecord ofGuest(Node node, String label, LabHost host) {
        return of(node, label, Kind.GUEST, host);
    }

    private static NodeRecord of(Node node, String label, Kind kind, LabHost host) {
        var spec = node.spec();
        return new NodeRecord(
                spec.name(),
                label,
                kind,
                host.name(),
                spec.address(),
                node.pid(),
                spec.groups().system(),
                spec.groups().work());
    }

    /** What a node is. */
    public enum Kind {
        HOST,
        GUEST
    }
}
