package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PowerState;

/**
 * A VM as features that only look see it.
 *
 * @param id ours for a VM that belongs to somebody here, the pool's uuid for one that does not
 * @param managed false for a VM of the pool that was not made here; it has no type, template, owner, team or request
 * @param powerState null while its pool does not have it
 * @param host name of the host it runs on; of a VM that its pool does not show, the last one known
 * @param request what it was made for; VMs of one request share it
 */
public record CountedVm(
        String id,
        String name,
        boolean managed,
        @Nullable PowerState powerState,
        boolean ready,
        String pool,
        @Nullable String host,
        @Nullable String address,
        @Nullable String type,
        @Nullable String template,
        int vcpus,
        int memoryMib,
        @Nullable String owner,
        @Nullable String team,
        @Nullable UUID request) {

    public boolean running() {
        return powerState == PowerState.RUNNING;
    }
}
