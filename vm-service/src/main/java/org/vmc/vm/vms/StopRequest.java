package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/stop}; may be left out.
 *
 * @param force whether to cut the power at once; false when unsaid
 */
record StopRequest(@Nullable Boolean force) {

    boolean forces() {
        return Boolean.TRUE.equals(force);
    }
}
