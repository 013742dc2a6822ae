package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A halted VM is running again.
 *
 * @param address known once the tools report
 */
@EventType(value = "org.vmc.vm.started.v1", topic = Topics.VM, summary = "A halted VM is running again.")
public record VmStarted(
        UUID vmId, String name, String hostName, @Nullable String address) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
