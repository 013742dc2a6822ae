package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/** Makes a VM out of a template: clone, configure, provision; and takes it apart again. */
@ApplicationScoped
class Cloning {

    /** Under this key a CreateVm remembers the pool's uuid of the clone. */
    static final String UUID_KEY = "uuid";

    private static final long MIB = 1024L * 1024;
    static final String HOSTNAME = "vm-data/hostname";
    private static final String AUTHORIZED_KEYS = "vm-data/authorized_keys";

    private final Machines machines;
    private final Removing removing;
    private final Vms vms;
    private final VmsConfig config;

    Cloning(Machines machines, Removing removing, Vms vms, VmsConfig config) {
        this.machines = machines;
        this.removing = removing;
        this.vms = vms;
        this.config = config;
    }

    /**
     * Clones the template under the operation's name, unless a clone of that name is there already. A pool that lost
     * the reply to a clone may have made two; the later ones go.
     */
    StepOutcome cloneTemplate(StepContext<VmPlan> context) {
        XenVms pool = machines.pool(context.input()).vms();
        List<XenVm> made = made(context);
        made.stream().skip(1).forEach(spare -> removing.removeHalted(context.input(), spare));
        String uuid = made.isEmpty()
                ? uuidOf(pool, pool.cloneAs(template(context), CreationMark.cloneName(context.operationId())))
                : made.getFirst().uuid();
        return StepOutcome.done()
                .learned(UUID_KEY, uuid)
                .committing(() -> vms.change(context.input().vmId(), vm -> vm.xenUuid = uuid));
    }

    /** Destroys the clone and its disks, in whatever state it is. */
    StepOutcome removeClone(StepContext<VmPlan> context) {
        for (XenVm clone : made(context)) {
            if (!clone.halted()) {
                return removing.cutPower(context, clone);
            }
            removing.removeHalted(context.input(), clone);
        }
        return StepOutcome.done().committing(() -> vms.change(context.input().vmId(), vm -> vm.xenUuid = null));
    }

    /** Writes marks, first-boot data, memory and VCPUs, and last the name: until then the clone is found by its own. */
    StepOutcome configure(StepContext<VmPlan> context) {
        XenVms pool = machines.pool(context.input()).vms();
        XenVm vm = machines.existing(context.input());
        VmPlan plan = context.input();
        pool.setOtherConfig(vm.ref(), with(vm.otherConfig(), marks(context)));
        pool.setXenstoreData(vm.ref(), with(vm.xenstoreData(), firstBoot(plan)));
        long memoryBytes = plan.memoryMib() * MIB;
        if (vm.memoryStaticMaxBytes() != memoryBytes || vm.memoryDynamicMaxBytes() != memoryBytes) {
            pool.setMemory(vm.ref(), memoryBytes);
        }
        if (vm.vcpus() != plan.vcpus()) {
            pool.setVcpus(vm.ref(), vm.vcpus(), plan.vcpus());
        }
        if (!vm.name().equals(plan.name())) {
            pool.rename(vm.ref(), plan.name());
        }
        return StepOutcome.done();
    }

    /** Makes the clone a VM with the disks its template asks for. */
    StepOutcome provision(StepContext<VmPlan> context) {
        XenVm vm = machines.existing(context.input());
        if (vm.template()) {
            machines.pool(context.input()).vms().provision(vm.ref());
        }
        return StepOutcome.done();
    }

    private List<XenVm> made(StepContext<VmPlan> context) {
        XenVms pool = machines.pool(context.input()).vms();
        Optional<XenVm> recorded = context.learned(UUID_KEY).flatMap(pool::byUuid);
        List<XenVm> named = pool.byName(CreationMark.cloneName(context.operationId()));
        if (recorded.isEmpty()) {
            return named;
        }
        String known = recorded.get().uuid();
        return Stream.concat(recorded.stream(), named.stream().filter(other -> !other.uuid()
                        .equals(known)))
                .toList();
    }

    private VmRef template(StepContext<VmPlan> context) {
        VmPlan plan = context.input();
        return machines.pool(plan).vms().byName(plan.template()).stream()
                .filter(vm -> vm.template() && !vm.snapshot())
                .findFirst()
                .map(XenVm::ref)
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s no longer has the template %s.".formatted(plan.pool(), plan.template())));
    }

    private static String uuidOf(XenVms pool, VmRef clone) {
        return pool.byRef(clone)
                .map(XenVm::uuid)
                .orElseThrow(() -> new IllegalStateException("The clone " + clone + " vanished at once"));
    }

    private static Map<String, String> marks(StepContext<VmPlan> context) {
        return Map.of(
                CreationMark.OPERATION, context.operationId().toString(),
                CreationMark.VM, context.input().vmId().toString(),
                CreationMark.OWNER, context.origin().actor());
    }

    private Map<String, String> firstBoot(VmPlan plan) {
        Map<String, String> data = new HashMap<>();
        data.put(HOSTNAME, plan.name());
        config.authorizedKeysFile().ifPresent(file -> {
            try {
                data.put(AUTHORIZED_KEYS, Files.readString(file));
            } catch (IOException cause) {
                throw new UncheckedIOException("Reading vmc.vms.authorized-keys-file " + file, cause);
            }
        });
        return data;
    }

    private static Map<String, String> with(Map<String, String> existing, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(existing);
        all.putAll(more);
        return all;
    }
}
