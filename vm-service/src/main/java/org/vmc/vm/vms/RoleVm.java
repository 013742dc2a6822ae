package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A VM of ours with what it is for.
 *
 * @param xenUuid the pool's uuid of it
 * @param role name of a role of the catalogue, null when nobody knows
 */
public record RoleVm(
        UUID id,
        String name,
        String pool,
        String xenUuid,
        @Nullable String role) {}
