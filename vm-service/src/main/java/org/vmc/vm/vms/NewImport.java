package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * What an upload is to become, as said in the query of {@code POST /vms/import}.
 *
 * @param name name the VM gets
 * @param pool pool to put it in; the first when unsaid
 * @param sr SR its disks go to, by name or uuid; the pool's default when unsaid
 * @param lease how long it may be kept; for ever when unsaid
 */
record NewImport(
        @Nullable String name,
        @Nullable String pool,
        @Nullable String sr,
        @Nullable String lease) {}
