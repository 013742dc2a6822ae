package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/copy}.
 *
 * @param name name the copy gets
 * @param sr SR all its disks go to, by name or uuid; where each disk of the VM is when unsaid
 * @param lease how long it may be kept; for ever when unsaid
 */
record CopyRequest(
        @Nullable String name,
        @Nullable String sr,
        @Nullable String lease) {

    /** A body that says nothing. */
    static final CopyRequest EMPTY = new CopyRequest(null, null, null);
}
