package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM that was made ahead became one that somebody asked for. It ends here under its own id and goes on under the
 * other.
 *
 * @param name it had until now
 * @param asVmId id of the VM it is from now on
 */
@EventType(
        value = "org.vmc.vm.handed-over.v1",
        topic = Topics.VM,
        summary = "A VM that was made ahead became one that somebody asked for.")
public record VmHandedOver(UUID vmId, String name, UUID asVmId, String asName) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
