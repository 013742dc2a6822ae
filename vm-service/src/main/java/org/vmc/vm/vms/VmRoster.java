package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** VMs of ours and what they are for, for features that treat roles differently. */
@ApplicationScoped
public class VmRoster {

    private final Vms vms;

    VmRoster(Vms vms) {
        this.vms = vms;
    }

    /** Those that exist in their pools, ordered by name. */
    public List<RoleVm> all() {
        return vms.read(() -> vms.live().stream().flatMap(VmRoster::made).toList());
    }

    private static Stream<RoleVm> made(Vm vm) {
        return Optional.ofNullable(vm.xenUuid).map(uuid -> new RoleVm(vm.id, vm.name, vm.pool, uuid, vm.role)).stream();
    }
}
