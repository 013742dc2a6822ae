package org.vmc.vm.vms;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/** A change of power state that moves the VM nowhere and needs no room it does not have. */
enum Shift {
    PAUSE("PauseVm", "Pausing", "paused", PowerState.RUNNING, PowerState.PAUSED, XenVms::pause, XenVms::unpause),
    UNPAUSE(
            "UnpauseVm",
            "Unpausing",
            "unpaused",
            PowerState.PAUSED,
            PowerState.RUNNING,
            XenVms::unpause,
            XenVms::pause),
    SUSPEND(
            "SuspendVm",
            "Suspending",
            "suspended",
            PowerState.RUNNING,
            PowerState.SUSPENDED,
            XenVms::suspend,
            XenVms::resume);

    private final String kind;
    private final String doing;
    private final String done;
    private final PowerState from;
    private final PowerState to;
    private final BiFunction<XenVms, VmRef, TaskRef> beginning;
    private final BiFunction<XenVms, VmRef, TaskRef> reverse;

    Shift(
            String kind,
            String doing,
            String done,
            PowerState from,
            PowerState to,
            BiFunction<XenVms, VmRef, TaskRef> beginning,
            BiFunction<XenVms, VmRef, TaskRef> reverse) {
        this.kind = kind;
        this.doing = doing;
        this.done = done;
        this.from = from;
        this.to = to;
        this.beginning = beginning;
        this.reverse = reverse;
    }

    /** Name of the operation. */
    String kind() {
        return kind;
    }

    /** XenAPI's word for it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a VM can be, to end the sentence “… can be”. */
    String done() {
        return done;
    }

    String doing() {
        return doing;
    }

    /** The state it needs. */
    PowerState from() {
        return from;
    }

    /** The state it leads to. */
    PowerState to() {
        return to;
    }

    /** What a VM must be, to end the sentence “only …”. */
    String needs() {
        return "a " + from.name().toLowerCase(Locale.ROOT) + " VM can be " + done;
    }

    Changing.Change change() {
        return new Changing.Change(
                "task", doing, is(to), is(from), needs(), (pool, vm) -> beginning.apply(pool, vm.ref()));
    }

    /** The same change made by the undo of another operation. */
    Changing.Change again() {
        return new Changing.Change(
                "undo-task", doing, is(to), is(from), needs(), (pool, vm) -> beginning.apply(pool, vm.ref()));
    }

    /** The change that takes this one back. */
    Changing.Change back() {
        return new Changing.Change(
                "undo-task", "Taking it back:", is(from), is(to), needs(), (pool, vm) -> reverse.apply(pool, vm.ref()));
    }

    static Predicate<XenVm> is(PowerState state) {
        return vm -> PowerState.of(vm.powerState()) == state;
    }
}
