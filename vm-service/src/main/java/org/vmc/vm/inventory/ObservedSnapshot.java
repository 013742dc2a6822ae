package org.vmc.vm.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a VM as its pool last described it.
 *
 * @param uuid the pool's uuid of it
 * @param vmUuid the pool's uuid of the VM it was taken of
 * @param takenAt null when the pool does not say
 * @param withMemory whether it is a checkpoint: reverting to it brings back what ran, not only the disks
 */
public record ObservedSnapshot(
        String uuid, String vmUuid, String name, @Nullable Instant takenAt, boolean withMemory) {}
