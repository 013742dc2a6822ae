package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@link MigrateVm}.
 *
 * @param onlyHost host to go to, by name or uuid; the best other one when null
 */
record Migration(
        UUID vmId, String name, String pool, @Nullable String onlyHost) implements VmInput {}
