package org.vmc.vm.autostart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Input of the operation that replaces the plan of a pool.
 *
 * @param version of the plan to be replaced; null for whatever there is
 */
record PlanChange(
        String pool, List<Entry> entries, @Nullable String version) {
    PlanChange {
        entries = List.copyOf(entries);
    }
}
