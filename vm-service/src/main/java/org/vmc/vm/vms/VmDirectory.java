package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;

/** All VMs: ours, with what their pools say of them, and the pools' others. */
@ApplicationScoped
class VmDirectory {

    private final Vms vms;
    private final Inventory inventory;

    VmDirectory(Vms vms, Inventory inventory) {
        this.vms = vms;
        this.inventory = inventory;
    }

    /** Ordered by name, then id. */
    List<VmView> all() {
        List<Vm> rows = vms.read(vms::live);
        Map<String, ObservedVm> observed = new HashMap<>();
        Set<String> ours = new HashSet<>();
        rows.stream().filter(vm -> vm.xenUuid != null).forEach(vm -> ours.add(vm.pool + "/" + vm.xenUuid));
        List<VmView> views = new ArrayList<>();
        for (PoolSnapshot pool : inventory.pools()) {
            for (ObservedVm vm : pool.vms()) {
                String key = pool.name() + "/" + vm.uuid();
                observed.put(key, vm);
                if (!ours.contains(key)) {
                    views.add(VmView.of(vm, pool));
                }
            }
        }
        rows.forEach(vm -> views.add(view(vm, observed.get(vm.pool + "/" + vm.xenUuid))));
        views.sort(Comparator.comparing(VmView::name).thenComparing(VmView::id));
        return List.copyOf(views);
    }

    /** @throws ProblemException 404 */
    VmView one(String id) {
        return vms.read(() -> uuid(id).flatMap(vms::live))
                .map(vm -> view(vm, observed(vm)))
                .or(() -> stranger(id))
                .orElseThrow(() -> ProblemException.notFound("vm", id));
    }

    private @Nullable ObservedVm observed(Vm vm) {
        String uuid = vm.xenUuid;
        return uuid == null
                ? null
                : inventory.pool(vm.pool).flatMap(pool -> pool.listed(uuid)).orElse(null);
    }

    private Optional<VmView> stranger(String xenUuid) {
        return inventory.pools().stream()
                .flatMap(pool -> pool.listed(xenUuid).stream()
                        .filter(vm -> vms.read(() -> vms.withXenUuid(pool.name(), xenUuid))
                                .isEmpty())
                        .map(vm -> VmView.of(vm, pool)))
                .findFirst();
    }

    /**
     * A VM of ours that can be changed.
     *
     * @throws ProblemException 404 when there is none, 409 when it is a VM of the pool that is none of ours
     */
    Vm ours(String id) {
        Optional<Vm> vm = uuid(id).flatMap(vms::live);
        if (vm.isEmpty()
                && inventory.pools().stream().anyMatch(pool -> pool.vm(id).isPresent())) {
            throw ProblemException.conflict(
                    "VM %s was not made here; it can only be looked at until an operator claims it (/vm claim)."
                            .formatted(id));
        }
        return vm.orElseThrow(() -> ProblemException.notFound("vm", id));
    }

    private VmView view(Vm vm, @Nullable ObservedVm observed) {
        return VmView.of(vm, observed, inventory.pool(vm.pool).orElse(null));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
