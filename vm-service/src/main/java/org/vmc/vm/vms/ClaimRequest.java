package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/claim}; may be left out.
 *
 * @param name name it gets; the one it has when unsaid
 * @param owner user it is to belong to; the caller when unsaid
 * @param team team of the owner; the caller's when unsaid
 */
record ClaimRequest(
        @Nullable String name,
        @Nullable String owner,
        @Nullable String team) {}
