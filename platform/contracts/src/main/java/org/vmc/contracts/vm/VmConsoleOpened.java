package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * Somebody opened a console of a VM.
 *
 * @param sessionId of this use of it; the fact that it was closed names it too
 * @param user who opened it
 * @param protocol {@code vt100} or {@code rfb}
 */
@EventType(value = "org.vmc.vm.console-opened.v1", topic = Topics.VM, summary = "Somebody opened a console of a VM.")
public record VmConsoleOpened(UUID vmId, String name, UUID sessionId, String user, String protocol) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
