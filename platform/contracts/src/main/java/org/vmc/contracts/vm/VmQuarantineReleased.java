package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * The disk a VM had before it was restored is gone for good.
 *
 * @param diskUuid the pool's uuid it had
 */
@EventType(
        value = "org.vmc.vm.quarantine-released.v1",
        topic = Topics.VM,
        summary = "The disk a VM had before it was restored is gone for good.")
public record VmQuarantineReleased(UUID vmId, String name, String diskUuid) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
