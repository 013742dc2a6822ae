package org.vmc.vm.vms;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The CD drive of a VM as shown to users.
 *
 * @param drive whether it has one
 * @param iso name of what is in it; absent when nothing is
 * @param uuid the pool's uuid of that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CdView(boolean drive, @Nullable String iso, @Nullable String uuid) {}
