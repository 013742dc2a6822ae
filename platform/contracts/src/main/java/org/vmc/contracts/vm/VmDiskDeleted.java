package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A disk of a VM and what was on it are gone.
 *
 * @param disk name of the disk
 * @param diskUuid the pool's uuid of it
 */
@EventType(
        value = "org.vmc.vm.disk-deleted.v1",
        topic = Topics.VM,
        summary = "A disk of a VM and what was on it are gone.")
public record VmDiskDeleted(UUID vmId, String name, String disk, String diskUuid) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
