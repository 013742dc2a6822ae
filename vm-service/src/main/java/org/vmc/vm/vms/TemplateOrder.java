package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@link MakeTemplate}.
 *
 * @param vmId stands for the template; no row has it
 * @param name the name it gets
 * @param pool of the VM and of the template
 * @param sourceId the VM it is made of
 * @param source the name that had when this was asked for
 * @param sourceUuid the pool's uuid of it
 * @param storageUuid SR for the disks; null for where each disk of the VM is
 * @param storage its name
 * @param role what its clones are for; null for nothing in particular
 * @param toolchain the compiler in it; null for what the VM's notes say
 * @param owner user the template belongs to
 * @param team team of the owner; null when none
 */
record TemplateOrder(
        UUID vmId,
        String name,
        String pool,
        UUID sourceId,
        String source,
        String sourceUuid,
        @Nullable String storageUuid,
        @Nullable String storage,
        String description,
        @Nullable String role,
        @Nullable String toolchain,
        String owner,
        @Nullable String team)
        implements VmInput {}
