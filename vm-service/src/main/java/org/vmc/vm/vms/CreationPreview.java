package org.vmc.vm.vms;

import java.util.List;
import org.vmc.operations.rest.PlanView;
import org.vmc.vm.placement.HostVerdict;
import org.vmc.vm.placement.Placement;

/**
 * Answer to a dry run of a creation: the plan, and where each VM would go.
 *
 * @param placements one for each operation, in their order
 */
record CreationPreview(List<PlanView.PlannedOperation> operations, List<PlacementView> placements) {

    /**
     * Where one VM would go.
     *
     * @param host name of the host; empty when none has room
     * @param verdicts why, for every host
     */
    record PlacementView(String name, String host, List<HostVerdict> verdicts) {

        static PlacementView of(String name, Placement placement) {
            var host = placement.host();
            return new PlacementView(name, host == null ? "" : host.name(), placement.verdicts());
        }
    }
}
