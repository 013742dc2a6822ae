package org.vmc.vm.vms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;

/**
 * A VM as shown to users.
 *
 * @param id ours for a VM that belongs to somebody here, the pool's uuid for one that does not
 * @param managed false for a VM of the pool that was not made here; it can only be looked at
 * @param powerState the pool's word; absent while the VM does not exist there
 * @param ready whether its tools report and its address is known
 * @param role what it is for, if anybody knows
 * @param probe what must answer before it counts as ready, beside its tools
 * @param uuid the pool's uuid
 * @param allowedOperations what the pool accepts now
 * @param observedAt when its pool was last heard
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VmView(
        String id,
        String name,
        boolean managed,
        @Nullable PowerState powerState,
        boolean ready,
        String pool,
        @Nullable String host,
        @Nullable String address,
        @Nullable String type,
        @Nullable String role,
        @Nullable String template,
        @Nullable String probe,
        int vcpus,
        int memoryMib,
        @Nullable String owner,
        @Nullable String team,
        @Nullable Instant leaseUntil,
        @Nullable Instant createdAt,
        @Nullable Instant readyAt,
        @Nullable String uuid,
        List<String> allowedOperations,
        @Nullable Instant observedAt) {

    /** A VM of ours, as its pool shows it now; as we last knew it while the pool does not show it. */
    static VmView of(Vm vm, @Nullable ObservedVm observed, @Nullable PoolSnapshot pool) {
        return new VmView(
                vm.id.toString(),
                vm.name,
                true,
                observed == null ? vm.powerState : observed.powerState(),
                observed != null && observed.ready(),
                vm.pool,
                hostName(vm, observed),
                observed == null ? vm.address : observed.address(),
                vm.type,
                vm.role,
                vm.template,
                vm.probe,
                vm.vcpus,
                vm.memoryMib,
                vm.owner,
                vm.team,
                vm.leaseUntil,
                vm.createdAt,
                vm.readyAt,
                vm.xenUuid,
                observed == null ? List.of() : observed.allowedOperations(),
                pool == null ? vm.observedAt : pool.observedAt());
    }

    /** A VM of the pool that is none of ours. */
    static VmView of(ObservedVm observed, PoolSnapshot pool) {
        ObservedHost host = observed.host();
        return new VmView(
                observed.uuid(),
                observed.name(),
                false,
                observed.powerState(),
                observed.ready(),
                observed.pool(),
                host == null ? null : host.name(),
                observed.address(),
                null,
                null,
                null,
                null,
                observed.vcpus(),
                observed.memoryMib(),
                null,
                null,
                null,
                null,
                null,
                observed.uuid(),
                observed.allowedOperations(),
                pool.observedAt());
    }

    private static @Nullable String hostName(Vm vm, @Nullable ObservedVm observed) {
        if (observed == null) {
            return vm.hostName;
        }
        ObservedHost host = observed.host();
        return host == null ? null : host.name();
    }
}
