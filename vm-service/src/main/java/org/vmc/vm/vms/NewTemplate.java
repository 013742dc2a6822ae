package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /templates}.
 *
 * @param name name the template gets
 * @param vm the halted VM it is made of, by name or id
 * @param sr SR all its disks go to, by name or uuid; where each disk of the VM is when unsaid
 * @param description for people; which VM it was made of when unsaid
 * @param role what its clones are for; that of the VM when unsaid
 * @param toolchain the compiler in it; that of the template of the VM when unsaid
 */
record NewTemplate(
        @Nullable String name,
        @Nullable String vm,
        @Nullable String sr,
        @Nullable String description,
        @Nullable String role,
        @Nullable String toolchain) {

    /** A body that says nothing. */
    static final NewTemplate EMPTY = new NewTemplate(null, null, null, null, null, null);
}
