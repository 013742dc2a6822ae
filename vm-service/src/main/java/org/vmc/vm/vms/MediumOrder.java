package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@link ChangeMedium}.
 *
 * @param isoUuid the pool's uuid of what goes into the drive; null to leave it empty
 * @param iso its name; null to leave it empty
 */
record MediumOrder(
        UUID vmId,
        String name,
        String pool,
        @Nullable String isoUuid,
        @Nullable String iso) implements VmInput {}
