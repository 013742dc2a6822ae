package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /vms/{id}/cd}.
 *
 * @param iso what goes into the drive, by name or uuid
 */
record NewMedium(@Nullable String iso) {}
