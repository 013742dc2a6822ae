package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/migrate}; may be left out.
 *
 * @param host host to go to, by name or uuid; the best other one when unsaid
 */
record MigrateRequest(@Nullable String host) {}
