package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * What the guest of a VM is installed from, and onto.
 *
 * @param isoUuid the pool's uuid of the medium
 * @param iso name of the medium
 * @param diskBytes size of the disk it gets
 * @param storageUuid SR of that disk, by the pool's uuid
 * @param bootParameters parameters of the installer's kernel; null for those of the template
 */
public record Install(
        String isoUuid,
        String iso,
        long diskBytes,
        String storageUuid,
        @Nullable String bootParameters) {}
