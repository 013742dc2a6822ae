package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM got the system disk of a recovery template and is ready; the disk it had is in quarantine.
 *
 * @param template name of the recovery template
 * @param diskUuid the pool's uuid of the disk it got
 * @param quarantinedDiskUuid the pool's uuid of the disk it had
 */
@EventType(
        value = "org.vmc.vm.restored.v1",
        topic = Topics.VM,
        summary = "A VM got the system disk of a recovery template and is ready; the disk it had is in quarantine.")
public record VmRestored(UUID vmId, String name, String template, String diskUuid, String quarantinedDiskUuid)
        implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
