package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM got another disk.
 *
 * @param disk name of the disk
 * @param diskUuid the pool's uuid of it
 */
@EventType(value = "org.vmc.vm.disk-attached.v1", topic = Topics.VM, summary = "A VM got another disk.")
public record VmDiskAttached(UUID vmId, String name, String disk, String diskUuid, long sizeBytes) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
