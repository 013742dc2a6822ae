package org.vmc.vm.vms;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vmc.contracts.vm.VmDeleted;
import org.vmc.contracts.vm.VmDiskAttached;
import org.vmc.contracts.vm.VmDiskDeleted;
import org.vmc.contracts.vm.VmFact;
import org.vmc.contracts.vm.VmReady;
import org.vmc.contracts.vm.VmRebooted;
import org.vmc.contracts.vm.VmRenamed;
import org.vmc.contracts.vm.VmResized;
import org.vmc.contracts.vm.VmReverted;
import org.vmc.contracts.vm.VmSnapshotDeleted;
import org.vmc.contracts.vm.VmSnapshotTaken;
import org.vmc.vm.inventory.PowerState;

/** Something a user does to a VM in a history, and the fact of it besides those about power. */
enum Deed {
    START(PowerState.HALTED),
    STOP(PowerState.RUNNING),
    CUT_POWER(PowerState.RUNNING, PowerState.PAUSED),
    REBOOT(VmRebooted.class, PowerState.RUNNING),
    PAUSE(PowerState.RUNNING),
    UNPAUSE(PowerState.PAUSED),
    SUSPEND(PowerState.RUNNING),
    RESUME(PowerState.SUSPENDED),
    MIGRATE(PowerState.RUNNING),
    SNAPSHOT(VmSnapshotTaken.class, PowerState.RUNNING, PowerState.HALTED),
    REVERT(VmReverted.class, PowerState.RUNNING, PowerState.HALTED),
    DELETE_SNAPSHOT(VmSnapshotDeleted.class, PowerState.RUNNING, PowerState.HALTED),
    RENAME(VmRenamed.class, PowerState.RUNNING, PowerState.HALTED),
    RESIZE(VmResized.class, PowerState.HALTED),
    ADD_DISK(VmDiskAttached.class, PowerState.RUNNING, PowerState.HALTED),
    DELETE_DISK(VmDiskDeleted.class, PowerState.RUNNING, PowerState.HALTED);

    /** Facts that say that a deed has succeeded, with those of the VM's first and last operation. */
    static final Set<Class<? extends VmFact>> FACTS = Stream.concat(
                    Stream.of(VmReady.class, VmDeleted.class),
                    Arrays.stream(values()).flatMap(deed -> deed.fact().stream()))
            .collect(Collectors.toUnmodifiableSet());

    private final Optional<Class<? extends VmFact>> fact;
    private final Set<PowerState> from;

    Deed(PowerState... from) {
        this(Optional.empty(), from);
    }

    Deed(Class<? extends VmFact> fact, PowerState... from) {
        this(Optional.of(fact), from);
    }

    Deed(Optional<Class<? extends VmFact>> fact, PowerState... from) {
        this.fact = fact;
        this.from = EnumSet.of(from[0], from);
    }

    /** What is published when it has succeeded. */
    Optional<Class<? extends VmFact>> fact() {
        return fact;
    }

    boolean makesSense(PowerState now) {
        return from.contains(now);
    }

    /** Whether one that failed may have left its effect: it has no way back once it is under way. */
    boolean mayRemain() {
        return switch (this) {
            case STOP, CUT_POWER, REVERT, DELETE_SNAPSHOT, DELETE_DISK -> true;
            case START, REBOOT, PAUSE, UNPAUSE, SUSPEND, RESUME, MIGRATE, SNAPSHOT, RENAME, RESIZE, ADD_DISK -> false;
        };
    }
}
