package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A disk was taken from a VM and still exists.
 *
 * @param disk name of the disk
 * @param diskUuid the pool's uuid of it
 */
@EventType(
        value = "org.vmc.vm.disk-detached.v1",
        topic = Topics.VM,
        summary = "A disk was taken from a VM and still exists.")
public record VmDiskDetached(UUID vmId, String name, String disk, String diskUuid, long sizeBytes) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
