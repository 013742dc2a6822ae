package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms}. Everything may be missing here: {@link NewVmCheck} names each field that must not be.
 *
 * @param name name of the VM; with a count above one, the name the others are numbered after
 * @param type flavour
 * @param template template to clone
 * @param count how many, one when unsaid
 * @param lease how long they may be kept, {@code 8h}, {@code 2d} or ISO 8601; for ever when unsaid
 * @param role what it is for; the role of the template, if it has one, when unsaid
 * @param pool pool to put them in; the only one, or the first that has the template, when unsaid
 * @param host host to put them on; any when unsaid
 * @param apart whether no two of them may be on one host
 * @param placement {@code spread} for speed or {@code pack} for few hosts; the configured one when unsaid
 */
record NewVm(
        @Nullable String name,
        @Nullable String type,
        @Nullable String template,
        @Nullable Integer count,
        @Nullable String lease,
        @Nullable String role,
        @Nullable String pool,
        @Nullable String host,
        @Nullable Boolean apart,
        @Nullable String placement) {}
