package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/restore}.
 *
 * @param template the recovery template whose system disk the VM gets a copy of
 */
record RestoreRequest(@Nullable String template) {}
