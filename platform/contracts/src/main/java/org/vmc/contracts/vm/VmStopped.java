package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM was shut down.
 *
 * @param forced true for a hard shutdown
 */
@EventType(value = "org.vmc.vm.stopped.v1", topic = Topics.VM, summary = "A VM was shut down.")
public record VmStopped(UUID vmId, String name, boolean forced) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
