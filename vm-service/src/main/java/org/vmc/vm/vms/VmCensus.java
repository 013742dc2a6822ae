package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All VMs as they are, ours and the pools' others, for features that only look. */
@ApplicationScoped
public class VmCensus {

    private final VmDirectory directory;
    private final Vms vms;

    VmCensus(VmDirectory directory, Vms vms) {
        this.directory = directory;
        this.vms = vms;
    }

    /** Ordered by name, then id. */
    public List<CountedVm> all() {
        return vms.read(() -> {
            Map<String, Vm> ours =
                    vms.live().stream().collect(Collectors.toMap(vm -> vm.id.toString(), Function.identity()));
            return directory.all().stream()
                    .map(view -> counted(view, ours.get(view.id())))
                    .toList();
        });
    }

    private static CountedVm counted(VmView view, @Nullable Vm row) {
        UUID request = row == null ? null : row.correlationId;
        return new CountedVm(
                view.id(),
                view.name(),
                view.managed(),
                view.powerState(),
                view.ready(),
                view.pool(),
                view.host(),
                view.address(),
                view.type(),
                view.template(),
                view.vcpus(),
                view.memoryMib(),
                view.owner(),
                view.team(),
                request);
    }
}
