package org.vmc.vm.autostart;

import java.util.List;

/** Input of the operation that replaces the plan of a pool. */
record PlanChange(String pool, List<Entry> entries) {
    PlanChange {
        entries = List.copyOf(entries);
    }
}
