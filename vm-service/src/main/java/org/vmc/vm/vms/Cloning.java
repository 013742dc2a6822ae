package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.firstboot.FirstBoot;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenBoot;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/** Makes a VM out of a template: clone, configure, provision; and takes it apart again. */
@ApplicationScoped
class Cloning {

    /** Under this key a CreateVm remembers the pool's uuid of the clone. */
    static final String UUID_KEY = "uuid";

    private static final String COPY_TASK = "copyTask";
    private static final long MIB = 1024L * 1024;
    static final String HOSTNAME = "vm-data/hostname";
    private static final String AUTHORIZED_KEYS = "vm-data/authorized_keys";

    private final Machines machines;
    private final Removing removing;
    private final Vms vms;
    private final Keys keys;
    private final PoolTasks tasks;
    private final Inventory inventory;

    Cloning(Machines machines, Removing removing, Vms vms, Keys keys, PoolTasks tasks, Inventory inventory) {
        this.machines = machines;
        this.removing = removing;
        this.vms = vms;
        this.keys = keys;
        this.tasks = tasks;
        this.inventory = inventory;
    }

    /** Clones or copies the template, as the plan says. */
    StepOutcome make(StepContext<VmPlan> context) {
        return context.input().howMade().fullCopy() ? copyTemplate(context) : cloneTemplate(context);
    }

    /**
     * Clones the template under the operation's name, unless a clone of that name is there already. A pool that lost
     * the reply to a clone may have made two; the later ones go.
     */
    private StepOutcome cloneTemplate(StepContext<VmPlan> context) {
        XenVms pool = machines.pool(context.input()).vms();
        List<XenVm> made = made(context);
        made.stream().skip(1).forEach(spare -> removing.removeHalted(context.input(), spare));
        String uuid = made.isEmpty()
                ? uuidOf(pool, pool.cloneAs(template(context), CreationMark.cloneName(context.operationId())))
                : made.getFirst().uuid();
        return made(context, uuid);
    }

    /** As {@link #cloneTemplate}, with a task of the pool: every byte is written. */
    private StepOutcome copyTemplate(StepContext<VmPlan> context) {
        Optional<TaskState> task = tasks.look(context, COPY_TASK);
        List<XenVm> made = made(context);
        boolean unfinished = made.stream().anyMatch(XenVm::busy);
        if (task.orElse(null) instanceof TaskState.Pending || unfinished) {
            return StepOutcome.notYet(
                    Pace.of(context), "Copying the disks of " + context.input().template());
        }
        if (!made.isEmpty()) {
            made.stream().skip(1).forEach(spare -> removing.removeHalted(context.input(), spare));
            return made(context, made.getFirst().uuid());
        }
        if (task.orElse(null) instanceof TaskState.Failed failed && !Refusals.passes(failed.code())) {
            throw Refusals.problem("Copying " + context.input().template(), failed.code(), failed.params());
        }
        tasks.begin(context, COPY_TASK, () -> machines.pool(context.input())
                .vms()
                .copyAs(template(context), CreationMark.cloneName(context.operationId()), storage(context.input())));
        return StepOutcome.notYet(
                Pace.of(context), "Copying the disks of " + context.input().template());
    }

    private StepOutcome made(StepContext<VmPlan> context, String uuid) {
        return StepOutcome.done()
                .learned(UUID_KEY, uuid)
                .committing(() -> vms.change(context.input().vmId(), vm -> vm.xenUuid = uuid));
    }

    /** The SR asked for; null for where the template's disks are. */
    private @Nullable SrRef storage(VmPlan plan) {
        String uuid = plan.howMade().storageUuid();
        if (uuid == null) {
            return null;
        }
        return inventory.pool(plan.pool()).stream()
                .flatMap(pool -> pool.storage().stream())
                .filter(storage -> storage.uuid().equals(uuid))
                .findFirst()
                .map(XenStorage::ref)
                .orElseThrow(() -> ProblemException.conflict("The SR for the copy has left the pool."));
    }

    /** Destroys the clone and its disks, in whatever state it is. */
    StepOutcome removeClone(StepContext<VmPlan> context) {
        tasks.cancel(context, COPY_TASK);
        if (tasks.look(context, COPY_TASK).orElse(null) instanceof TaskState.Pending) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for the pool to give up the copy");
        }
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
        Map<String, String> notes = with(vm.otherConfig(), marks(context));
        Install install = plan.howMade().install();
        if (install != null) {
            prepare(pool, vm, install, notes);
        }
        pool.setOtherConfig(vm.ref(), notes);
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

    /** An HVM boots from its disk as soon as there is something on it, and from the medium until then. */
    private static void prepare(XenVms pool, XenVm vm, Install install, Map<String, String> notes) {
        // What its template would have made; the guest gets the disk that was asked for.
        notes.remove("disks");
        if (vm.boot().hvm()) {
            pool.setHvmBootParams(vm.ref(), with(vm.boot().hvmParams(), Map.of(XenBoot.ORDER, "cd")));
            return;
        }
        // Where the bootloader of a paravirtual installer finds its kernel.
        notes.put("install-repository", "cdrom");
        if (install.bootParameters() != null) {
            pool.setPvArgs(vm.ref(), install.bootParameters());
        }
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
        FirstBoot wanted = plan.howMade().firstBoot();
        String hostname = wanted == null ? null : wanted.hostname();
        Map<String, String> data = new HashMap<>();
        data.put(HOSTNAME, hostname == null ? plan.name() : hostname);
        keys.text().ifPresent(text -> data.put(AUTHORIZED_KEYS, text));
        return data;
    }

    private static Map<String, String> with(Map<String, String> existing, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(existing);
        all.putAll(more);
        return all;
    }
}
