package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A suspended VM runs again.
 *
 * @param hostName host it runs on
 */
@EventType(value = "org.vmc.vm.resumed.v1", topic = Topics.VM, summary = "A suspended VM runs again.")
public record VmResumed(UUID vmId, String name, String hostName) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
