package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A console of a VM is no longer open.
 *
 * @param sessionId as when it was opened
 * @param user who had opened it
 * @param protocol {@code vt100} or {@code rfb}
 * @param reason sentence for people
 * @param openSeconds how long it was open
 */
@EventType(value = "org.vmc.vm.console-closed.v1", topic = Topics.VM, summary = "A console of a VM is no longer open.")
public record VmConsoleClosed(
        UUID vmId, String name, UUID sessionId, String user, String protocol, String reason, long openSeconds)
        implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
