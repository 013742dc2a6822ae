package org.vmc.vm.xen;

import com.xensource.xenapi.Host;
import com.xensource.xenapi.Types;
import com.xensource.xenapi.Types.XenAPIException;
import java.util.Optional;
import org.apache.xmlrpc.XmlRpcException;
import org.vmc.vm.xen.XenLink.Repeat;

/** Commands on the hosts of a pool, and their records. Each may be given again: done already counts as done. */
public final class XenHosts {

    private final XenLink link;

    XenHosts(XenLink link) {
        this.link = link;
    }

    /** The host with this uuid, or empty when it is no longer in the pool. */
    public Optional<XenHost> byUuid(String uuid) {
        try {
            return Optional.of(link.call("Reading host " + uuid, Repeat.SAFE, connection -> {
                String ref = connection.value("host.get_by_uuid", uuid).toString();
                return XenHost.from(ref, Fields.of(connection.value("host.get_record", ref)));
            }));
        } catch (XenRefused refused) {
            if (refused.is("HANDLE_INVALID") || refused.is("UUID_INVALID")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Whether the coordinator hears the host now. */
    public boolean live(XenHost host) {
        return link.call(
                "Asking for " + host.name(),
                Repeat.SAFE,
                connection -> Boolean.TRUE.equals(connection.value("host_metrics.get_live", host.metricsRef())));
    }

    /** Lets no VM start on the host or come to it; those that are there stay. */
    public void disable(HostRef host) {
        command("Disabling host " + host, c -> host(host).disable(c));
    }

    /** Lets VMs start on the host again. */
    public void enable(HostRef host) {
        command("Enabling host " + host, c -> host(host).enable(c));
    }

    /** Writes a note of this key. */
    public void note(HostRef host, String key, String value) {
        command("Writing a note of host " + host, c -> {
            host(host).removeFromOtherConfig(c, key);
            host(host).addToOtherConfig(c, key, value);
        });
    }

    /** Removes the note of this key. */
    public void removeNote(HostRef host, String key) {
        command("Removing a note of host " + host, c -> host(host).removeFromOtherConfig(c, key));
    }

    /** A command of the SDK that answers nothing. */
    private interface Command {
        void on(RawConnection connection) throws XenAPIException, XmlRpcException;
    }

    private void command(String attempted, Command command) {
        link.call(attempted, Repeat.SAFE, connection -> {
            command.on(connection);
            return true;
        });
    }

    private static Host host(HostRef ref) {
        return Types.toHost(ref.value());
    }
}
