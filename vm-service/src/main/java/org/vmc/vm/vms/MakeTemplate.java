package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.vmc.contracts.vm.VmTemplateMade;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenDrives;
import org.vmc.vm.xen.XenPool;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Makes a template of a halted VM, which stays as it is. Nothing of it is kept here: the pool's notes say whose it is.
 *
 * <ol>
 *   <li>copy: under the operation's name, by which it is found again; undo: destroys it and its disks
 *   <li>prepare: takes away what was the VM's own and notes what templates say; goes with the copy
 *   <li>name: makes it a template and gives it its name last, by which it is seen; goes with the copy
 * </ol>
 *
 * Ends with {@code vm.template-made}.
 */
@ApplicationScoped
class MakeTemplate implements OperationKind<TemplateOrder> {

    /** What guests are told through xenstore at their first boot. */
    private static final String FIRST_BOOT = "vm-data/";

    /** Notes that are the VM's own: whose it is, and what it was to be installed from. */
    private static final List<String> OF_THE_VM =
            List.of(CreationMark.OPERATION, CreationMark.VM, CreationMark.ROLE, "disks", "install-repository");

    private final Machines machines;
    private final Copying copying;
    private final FirstBootDrives drives;
    private final Outbox outbox;
    private final VmsConfig config;

    MakeTemplate(Machines machines, Copying copying, FirstBootDrives drives, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.copying = copying;
        this.drives = drives;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "MakeTemplate";
    }

    @Override
    public Class<TemplateOrder> inputType() {
        return TemplateOrder.class;
    }

    @Override
    public List<Step<TemplateOrder>> steps(TemplateOrder input) {
        String where = input.storage() == null ? "where they are" : "to " + input.storage();
        return List.of(
                step("copy", "Copy the disks of " + input.source() + " " + where, this::copy)
                        .undoneBy(copying::remove)
                        .within(config.copiedWithin())
                        .weighing(10),
                step("prepare", "Take away from the copy what is " + input.source() + "'s own", this::prepare)
                        .within(config.poolWithin()),
                step("name", "Make it the template " + input.name() + " of " + input.owner(), this::name)
                        .within(config.poolWithin()));
    }

    @Override
    public void ended(Ending<TemplateOrder> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        TemplateOrder input = ending.input();
        outbox.publish(
                new VmTemplateMade(
                        UUID.fromString(ending.learned().get(Copying.UUID_KEY)),
                        input.name(),
                        input.pool(),
                        input.sourceId(),
                        input.source(),
                        input.storage(),
                        input.owner(),
                        input.team()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private static Step<TemplateOrder> step(String name, String description, Step.Action<TemplateOrder> action) {
        return Step.of(name, description, Refusals.decided("Making the template", action));
    }

    private StepOutcome copy(StepContext<TemplateOrder> context) {
        TemplateOrder input = context.input();
        return copying.attempt(context, input.source(), () -> source(input), input.storageUuid());
    }

    private VmRef source(TemplateOrder input) {
        XenPool pool = machines.pool(input);
        XenVm source = copying.source(input, input.source(), input.sourceUuid(), "made a template of");
        requireNoMedium(input.source(), pool, source.ref());
        requireFree(pool.vms(), input.name());
        return source.ref();
    }

    /** @throws ProblemException 409 when a medium is in the CD drive: every clone would need it, wherever it runs */
    static void requireNoMedium(String vm, XenPool pool, VmRef there) {
        pool.drives().of(there).flatMap(XenDrives.Drive::medium).ifPresent(medium -> {
            throw ProblemException.conflict("%s has %s in its CD drive; take it out first (/vm cd eject name:%s)."
                    .formatted(vm, medium.name(), vm));
        });
    }

    private static void requireFree(XenVms pool, String name) {
        boolean taken = pool.byName(name).stream().anyMatch(vm -> vm.template() && !vm.snapshot());
        if (taken) {
            throw ProblemException.nameTaken("template", name);
        }
    }

    private StepOutcome prepare(StepContext<TemplateOrder> context) {
        TemplateOrder input = context.input();
        XenVm copy = copying.existing(context);
        XenVms pool = machines.pool(input).vms();
        drives.destroyCopied(input, copy);
        Map<String, String> told = new HashMap<>(copy.xenstoreData());
        told.keySet().removeIf(key -> key.startsWith(FIRST_BOOT));
        pool.setXenstoreData(copy.ref(), told);
        if (copy.vcpusWeight().isPresent()) {
            Map<String, String> params = new HashMap<>(copy.vcpusParams());
            params.remove(XenVm.VCPUS_WEIGHT);
            pool.setVcpusParams(copy.ref(), params);
        }
        pool.describe(copy.ref(), input.description());
        pool.setOtherConfig(copy.ref(), notes(context, copy));
        return StepOutcome.done();
    }

    private static Map<String, String> notes(StepContext<TemplateOrder> context, XenVm copy) {
        TemplateOrder input = context.input();
        Map<String, String> notes = new HashMap<>(copy.otherConfig());
        OF_THE_VM.forEach(notes::remove);
        notes.put(CreationMark.TEMPLATE, context.operationId().toString());
        notes.put(CreationMark.OWNER, input.owner());
        if (input.role() != null) {
            notes.put(CreationMark.ROLE, input.role());
        }
        if (input.toolchain() != null) {
            notes.put(CreationMark.TOOLCHAIN, input.toolchain());
        }
        return notes;
    }

    private StepOutcome name(StepContext<TemplateOrder> context) {
        TemplateOrder input = context.input();
        XenVm copy = copying.existing(context);
        XenVms pool = machines.pool(input).vms();
        if (!copy.template()) {
            pool.makeTemplate(copy.ref());
        }
        if (!copy.name().equals(input.name())) {
            requireFree(pool, input.name());
            pool.rename(copy.ref(), input.name());
        }
        return StepOutcome.done();
    }
}
