package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/rename}.
 *
 * @param name name it gets
 */
record RenameRequest(@Nullable String name) {}
