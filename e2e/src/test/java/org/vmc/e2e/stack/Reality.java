package org.vmc.e2e.stack;

import com.xensource.xenapi.Connection;
import com.xensource.xenapi.Session;
import com.xensource.xenapi.VM;
import java.net.URI;
import java.util.List;

/** What the pool itself says, asked by XenAPI behind the services' back. */
public final class Reality implements AutoCloseable {
    private final Connection connection;

    public Reality(SmallStack stack) throws Exception {
        connection = new Connection(URI.create(stack.url("lab")).toURL());
        Session.loginWithPassword(connection, "root", stack.xenApiPassword(), "1.0", "e2e");
    }

    /** The VMs that an operation of vm-service made: neither templates nor control domains. */
    public List<VM.Record> machines() throws Exception {
        return VM.getAllRecords(connection).values().stream()
                .filter(vm -> !vm.isATemplate && !vm.isControlDomain && !vm.isASnapshot)
                .toList();
    }

    @Override
    public void close() throws Exception {
        Session.logout(connection);
    }
}
