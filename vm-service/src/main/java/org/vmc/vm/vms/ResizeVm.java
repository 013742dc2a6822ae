package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.vm.VmResized;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Gives a halted VM another type.
 *
 * <ol>
 *   <li>note: the size it has; nothing to undo
 *   <li>resize: memory and VCPUs; undo: the size it had
 * </ol>
 *
 * Ends with {@code vm.resized}.
 */
@ApplicationScoped
class ResizeVm implements OperationKind<Resize> {

    private static final String NEEDS = "a halted VM can be resized";
    private static final String MEMORY_BYTES = "formerMemoryBytes";
    private static final String TYPE = "formerType";
    private static final String VCPUS = "formerVcpus";
    private static final long MIB = 1024L * 1024;

    private final Machines machines;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;

    ResizeVm(Machines machines, Vms vms, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "ResizeVm";
    }

    @Override
    public Class<Resize> inputType() {
        return Resize.class;
    }

    @Override
    public List<Step<Resize>> steps(Resize input) {
        return List.of(
                step("note", "Note the size it has", this::note)
                        .within(config.poolWithin())
                        .weighing(0.2),
                step("resize", "Make it %d VCPUs and %d MiB".formatted(input.vcpus(), input.memoryMib()), this::resize)
                        .undoneBy(this::resizeBack)
                        .within(config.poolWithin()));
    }

    private static Step<Resize> step(String name, String description, Step.Action<Resize> action) {
        return Step.of(name, description, Refusals.decided("Resizing", action));
    }

    private StepOutcome note(StepContext<Resize> context) {
        XenVm vm = halted(context);
        Vm row = vms.read(() -> vms.existing(context.input().vmId()));
        if (row.startAccepted) {
            throw ProblemException.conflict(
                    "%s is about to be started; resize it when it is halted again.".formatted(row.name));
        }
        return StepOutcome.done()
                .learned(TYPE, row.type)
                .learned(MEMORY_BYTES, Long.toString(vm.memoryStaticMaxBytes()))
                .learned(VCPUS, Integer.toString(vm.vcpus()));
    }

    private StepOutcome resize(StepContext<Resize> context) {
        Resize input = context.input();
        size(context, halted(context), input.memoryMib() * MIB, input.vcpus());
        return StepOutcome.done()
                .committing(() -> vms.change(input.vmId(), vm -> {
                    vm.type = input.type();
                    vm.vcpus = input.vcpus();
                    vm.memoryMib = input.memoryMib();
                    outbox.publish(
                            new VmResized(vm.id, vm.name, vm.type, vm.vcpus, vm.memoryMib),
                            context.origin().correlationId(),
                            context.operationId());
                }));
    }

    private StepOutcome resizeBack(StepContext<Resize> context) {
        Optional<XenVm> vm = machines.find(context.input()).filter(XenVm::halted);
        vm.ifPresent(there -> size(
                context,
                there,
                Long.parseLong(context.required(MEMORY_BYTES)),
                Integer.parseInt(context.required(VCPUS))));
        return StepOutcome.done()
                .committing(() -> vms.change(context.input().vmId(), row -> {
                    row.type = context.required(TYPE);
                    row.vcpus = Integer.parseInt(context.required(VCPUS));
                    row.memoryMib = Math.toIntExact(Long.parseLong(context.required(MEMORY_BYTES)) / MIB);
                }));
    }

    private XenVm halted(StepContext<Resize> context) {
        XenVm vm = machines.existing(context.input());
        if (!vm.halted()) {
            throw Changing.wrongPowerState(context.input(), vm, NEEDS);
        }
        return vm;
    }

    private void size(StepContext<Resize> context, XenVm vm, long memoryBytes, int vcpus) {
        XenVms pool = machines.pool(context.input()).vms();
        pool.setMemory(vm.ref(), memoryBytes);
        pool.setVcpus(vm.ref(), vm.vcpus(), vcpus);
    }
}
