package org.vmc.vm.autostart;

import java.time.Instant;
import java.util.List;

/**
 * The plan of a pool.
 *
 * @param entries in the order they were given
 * @param actor who gave it; runs that nobody asks for are on their behalf, with the role and team they had
 */
record Plan(List<Entry> entries, String actor, String role, String team, Instant changedAt) {
    Plan {
        entries = List.copyOf(entries);
    }
}
