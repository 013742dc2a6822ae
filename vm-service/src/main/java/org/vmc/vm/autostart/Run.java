package org.vmc.vm.autostart;

import java.util.List;
import java.util.UUID;

/**
 * Input of the operation that runs a plan: the plan as it was when the run was accepted.
 *
 * @param poolId the pool's own uuid
 * @param reason why it runs, for people
 */
record Run(String pool, UUID poolId, String reason, List<Entry> entries) {
    Run {
        entries = List.copyOf(entries);
    }
}
