package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.firstboot.FirstBoot;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenBoot;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/** Makes a VM out of a template: clone, configure, provision; and makes what was made otherwise one of ours. */
@ApplicationScoped
class Cloning {

    private static final long MIB = 1024L * 1024;
    static final String HOSTNAME = "vm-data/hostname";
    private static final String AUTHORIZED_KEYS = "vm-data/authorized_keys";

    private final Machines machines;
    private final Copying copying;
    private final Keys keys;

    Cloning(Machines machines, Copying copying, Keys keys) {
        this.machines = machines;
        this.copying = copying;
        this.keys = keys;
    }

    /** Clones or copies the template, as the plan says. */
    StepOutcome make(StepContext<VmPlan> context) {
        VmPlan plan = context.input();
        return plan.howMade().fullCopy()
                ? copying.attempt(
                        context,
                        plan.template(),
                        () -> template(context),
                        plan.howMade().storageUuid())
                : cloneTemplate(context);
    }

    /** Clones the template under the operation's name, unless a clone of that name is there already. */
    private StepOutcome cloneTemplate(StepContext<VmPlan> context) {
        List<XenVm> made = copying.made(context);
        if (!made.isEmpty()) {
            return copying.oneOf(context, made);
        }
        XenVms pool = machines.pool(context.input()).vms();
        VmRef clone = pool.cloneAs(template(context), CreationMark.cloneName(context.operationId()));
        return copying.is(context, uuidOf(pool, clone));
    }

    /** Destroys the clone and its disks, in whatever state it is. */
    StepOutcome removeClone(StepContext<VmPlan> context) {
        return copying.remove(context);
    }

    /** Writes marks, first-boot data, memory and VCPUs, and last the name: until then the clone is found by its own. */
    StepOutcome configure(StepContext<VmPlan> context) {
        XenVms pool = machines.pool(context.input()).vms();
        XenVm vm = machines.existing(context.input());
        VmPlan plan = context.input();
        Map<String, String> notes = marked(vm, context, context.origin().actor());
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

    /**
     * Makes a VM that was imported or copied the operation's: it came with the notes and first-boot data of the VM it
     * was made of; marks among them are its own from now on. The name is written last, as in {@link #configure}.
     */
    void adopt(StepContext<? extends VmInput> context, XenVm vm, String owner) {
        VmInput input = context.input();
        XenVms pool = machines.pool(input).vms();
        pool.setOtherConfig(vm.ref(), marked(vm, context, owner));
        pool.setXenstoreData(vm.ref(), with(vm.xenstoreData(), Map.of(HOSTNAME, input.name())));
        if (!vm.name().equals(input.name())) {
            pool.rename(vm.ref(), input.name());
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

    /** What the notes say of a template that was made here is not true of its clones. */
    private static Map<String, String> marked(XenVm vm, StepContext<? extends VmInput> context, String owner) {
        Map<String, String> notes = with(
                vm.otherConfig(),
                Map.of(
                        CreationMark.OPERATION, context.operationId().toString(),
                        CreationMark.VM, context.input().vmId().toString(),
                        CreationMark.OWNER, owner));
        notes.remove(CreationMark.TEMPLATE);
        notes.remove(CreationMark.ROLE);
        return notes;
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
