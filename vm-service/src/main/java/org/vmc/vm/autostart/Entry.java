package org.vmc.vm.autostart;

import java.util.List;
import java.util.UUID;

/**
 * A VM of a plan.
 *
 * @param after the VMs of the plan that must be ready before it is started
 */
record Entry(UUID vmId, String name, List<UUID> after) {
    Entry {
        after = List.copyOf(after);
    }
}
