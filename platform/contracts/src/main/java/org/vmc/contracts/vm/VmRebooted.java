package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM booted again and its tools report.
 *
 * @param forced true when it was reset without the guest's doing
 */
@EventType(value = "org.vmc.vm.rebooted.v1", topic = Topics.VM, summary = "A VM booted again and its tools report.")
public record VmRebooted(UUID vmId, String name, boolean forced) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
