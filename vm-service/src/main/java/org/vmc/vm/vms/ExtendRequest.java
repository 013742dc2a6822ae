package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/extend}.
 *
 * @param by how much longer it is to be kept, {@code 8h}, {@code 2d} or ISO 8601
 */
record ExtendRequest(@Nullable String by) {}
