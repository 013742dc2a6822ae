package org.vmc.vm.autostart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request that replaces a plan.
 *
 * @param entries all of the plan; none at all ends autostart of the pool
 * @param version of the plan it is made from, as {@link PlanView} shows it: refused when somebody has replaced that
 *     since; when left out, whatever there is gets replaced
 */
record NewPlan(
        @Nullable List<@Nullable NewEntry> entries,
        @Nullable String version) {

    /**
     * One VM.
     *
     * @param vm its name or id
     * @param after names or ids of the VMs of the plan it needs; none when left out
     */
    record NewEntry(@Nullable String vm, @Nullable List<@Nullable String> after) {}
}
