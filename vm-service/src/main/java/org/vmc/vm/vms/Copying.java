package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Has a pool make a VM out of a template or another VM by writing every byte of its disks, and takes it apart again. It
 * bears the operation's name until its own is given to it; by that it is found.
 */
@ApplicationScoped
class Copying {

    /** Under this key the operation remembers the pool's uuid of what it has made. */
    static final String UUID_KEY = "uuid";

    private static final String TASK = "copyTask";

    private final Machines machines;
    private final Removing removing;
    private final PoolTasks tasks;
    private final Inventory inventory;
    private final Vms vms;

    Copying(Machines machines, Removing removing, PoolTasks tasks, Inventory inventory, Vms vms) {
        this.machines = machines;
        this.removing = removing;
        this.tasks = tasks;
        this.inventory = inventory;
        this.vms = vms;
    }

    /**
     * One attempt: looks how far the copy is, or begins it.
     *
     * @param of what is copied, for people
     * @param source asked only when the copy begins; may refuse
     * @param storageUuid SR it goes to; null for where each disk of the source is
     */
    StepOutcome attempt(
            StepContext<? extends VmInput> context, String of, Supplier<VmRef> source, @Nullable String storageUuid) {
        String doing = "Copying the disks of " + of;
        Optional<TaskState> task = tasks.look(context, TASK);
        List<XenVm> made = made(context);
        boolean unfinished = made.stream().anyMatch(XenVm::busy);
        if (task.orElse(null) instanceof TaskState.Pending || unfinished) {
            return StepOutcome.notYet(Pace.of(context), doing);
        }
        if (!made.isEmpty()) {
            return oneOf(context, made);
        }
        if (task.orElse(null) instanceof TaskState.Failed failed && !Refusals.passes(failed.code())) {
            throw Refusals.problem("Copying " + of, failed.code(), failed.params());
        }
        VmInput input = context.input();
        tasks.begin(context, TASK, () -> machines.pool(input)
                .vms()
                .copyAs(source.get(), CreationMark.cloneName(context.operationId()), storage(input, storageUuid)));
        return StepOutcome.notYet(Pace.of(context), doing);
    }

    /**
     * The VM that is to be copied, as its pool has it when the copy begins.
     *
     * @param becoming what a VM must be halted for, after "can be"
     * @throws ProblemException 409 when it has left its pool or is no longer halted
     */
    XenVm source(VmInput input, String name, String uuid, String becoming) {
        XenVm source = machines.pool(input)
                .vms()
                .byUuid(uuid)
                .orElseThrow(() ->
                        ProblemException.conflict("Pool %s no longer has the VM %s.".formatted(input.pool(), name)));
        if (!source.halted()) {
            throw ProblemException.of(
                    ProblemType.WRONG_POWER_STATE,
                    "%s is %s by now; only a halted VM can be %s.".formatted(name, source.powerState(), becoming));
        }
        return source;
    }

    /** A pool that lost the reply may have made two; the later ones go. */
    StepOutcome oneOf(StepContext<? extends VmInput> context, List<XenVm> made) {
        made.stream().skip(1).forEach(spare -> removing.removeHalted(context.input(), spare));
        return is(context, made.getFirst().uuid());
    }

    /** What was made is the VM of this operation. */
    StepOutcome is(StepContext<? extends VmInput> context, String uuid) {
        return StepOutcome.done()
                .learned(UUID_KEY, uuid)
                .committing(() -> vms.change(context.input().vmId(), vm -> vm.xenUuid = uuid));
    }

    /** What the operation has made so far, the one it knows first. */
    List<XenVm> made(StepContext<? extends VmInput> context) {
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

    /**
     * The one that was made.
     *
     * @throws ProblemException 409 when it has left its pool
     */
    XenVm existing(StepContext<? extends VmInput> context) {
        return made(context).stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.conflict("Pool %s no longer has what was copied for %s."
                        .formatted(context.input().pool(), context.input().name())));
    }

    /** Destroys what was made and its disks, in whatever state it is. */
    StepOutcome remove(StepContext<? extends VmInput> context) {
        tasks.cancel(context, TASK);
        if (tasks.look(context, TASK).orElse(null) instanceof TaskState.Pending) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for the pool to give up the copy");
        }
        for (XenVm made : made(context)) {
            if (!made.halted()) {
                return removing.cutPower(context, made);
            }
            removing.removeHalted(context.input(), made);
        }
        return StepOutcome.done().committing(() -> vms.change(context.input().vmId(), vm -> vm.xenUuid = null));
    }

    private @Nullable SrRef storage(VmInput input, @Nullable String uuid) {
        if (uuid == null) {
            return null;
        }
        return inventory
                .storage(input.pool(), uuid)
                .map(XenStorage::ref)
                .orElseThrow(() -> ProblemException.conflict("The SR for the copy has left the pool."));
    }
}
