package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link MigrateStranger}.
 *
 * @param vmId the pool's uuid of the VM
 * @param fromHostUuid host it is on
 * @param toHostUuid host it is to go to
 */
record StrangerMigration(UUID vmId, String name, String pool, String fromHostUuid, String toHostUuid, String toHostName)
        implements VmInput {

    @Override
    public String strangerUuid() {
        return vmId.toString();
    }
}
