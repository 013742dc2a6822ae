package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/resize}.
 *
 * @param type flavour it becomes
 */
record ResizeRequest(@Nullable String type) {}
