package org.vmc.vm.vms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedSnapshot;

/**
 * A snapshot as shown to users.
 *
 * @param id the pool's uuid of it
 * @param memory whether it is a checkpoint: going back to it brings back what ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SnapshotView(String id, String name, @Nullable Instant takenAt, boolean memory) {

    static SnapshotView of(ObservedSnapshot snapshot) {
        return new SnapshotView(snapshot.uuid(), snapshot.name(), snapshot.takenAt(), snapshot.withMemory());
    }
}
