package org.vmc.vm.warmpool;

import org.jspecify.annotations.Nullable;

/**
 * How many VMs to keep ready.
 *
 * @param pool the first that has the template when it is left out
 */
record WarmSizeRequest(
        @Nullable String pool,
        @Nullable String type,
        @Nullable Integer size) {}
