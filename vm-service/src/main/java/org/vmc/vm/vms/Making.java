package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;
import org.vmc.vm.firstboot.FirstBoot;

/**
 * How a VM is made of its template.
 *
 * @param fullCopy whether its disks are copied as a whole; otherwise they are clones that share what is the same
 * @param storageUuid SR for the copy, by the pool's uuid; null for where the template's disks are
 * @param firstBoot what a NoCloud drive tells the guest; null for no drive
 * @param probe what must answer before it is ready, as {@link Probe} reads it; null for nothing
 * @param install what its guest is installed from; null when the template has one already
 */
public record Making(
        boolean fullCopy,
        @Nullable String storageUuid,
        @Nullable FirstBoot firstBoot,
        @Nullable String probe,
        @Nullable Install install) {

    /** A clone that is told its name and keys by xenstore. */
    public static final Making PLAIN = new Making(false, null, null, null, null);

    boolean checksDisks() {
        return firstBoot != null && firstBoot.checksDisks();
    }

    /** Whether one that was made ahead for nobody will do; a probe only asks whether it answers. */
    boolean asAnyOther() {
        return !fullCopy && firstBoot == null && install == null;
    }
}
