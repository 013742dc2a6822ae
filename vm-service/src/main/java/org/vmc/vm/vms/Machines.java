package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenPool;
import org.vmc.vm.xen.XenVm;

/** Asks the pools about VMs of ours: reality, not the inventory. */
@ApplicationScoped
class Machines {

    private final Pools pools;
    private final VmGlances glances;

    Machines(Pools pools, VmGlances glances) {
        this.pools = pools;
        this.glances = glances;
    }

    XenPool pool(VmInput input) {
        return pools.connection(input.pool());
    }

    /** The VM as its pool knows it now; empty when it was never made there or is gone. */
    Optional<XenVm> find(VmInput input) {
        return Optional.ofNullable(input.strangerUuid())
                .or(() -> glances.xenUuid(input.vmId()))
                .flatMap(uuid -> pool(input).vms().byUuid(uuid));
    }

    /** @throws ProblemException 409 when the VM is gone from its pool */
    XenVm existing(VmInput input) {
        return find(input)
                .orElseThrow(() -> ProblemException.conflict("Pool %s no longer has the VM %s; it can only be deleted."
                        .formatted(input.pool(), input.name())));
    }
}
