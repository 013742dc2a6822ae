package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@link CopyVm}.
 *
 * @param vmId the id the copy gets
 * @param name the name it gets here and in its pool
 * @param pool of both
 * @param sourceId the VM that is copied
 * @param source the name it had when this was asked for
 * @param sourceUuid the pool's uuid of it
 * @param storageUuid SR for the disks; null for where each disk of the source is
 * @param storage its name
 * @param owner user the copy belongs to
 */
record CopyOrder(
        UUID vmId,
        String name,
        String pool,
        UUID sourceId,
        String source,
        String sourceUuid,
        @Nullable String storageUuid,
        @Nullable String storage,
        String owner)
        implements VmInput {}
