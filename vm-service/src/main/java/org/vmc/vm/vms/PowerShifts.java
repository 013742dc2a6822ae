package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.vmc.operations.plan.OperationKind;

/** One kind of operation for every {@link Shift}. */
@ApplicationScoped
class PowerShifts {

    private final Map<Shift, ShiftVm> kinds = new EnumMap<>(Shift.class);

    PowerShifts(Changing changing, Machines machines, PowerWatch power, VmsConfig config) {
        for (Shift shift : Shift.values()) {
            kinds.put(shift, new ShiftVm(shift, changing, machines, power, config));
        }
    }

    OperationKind<VmAction> kind(Shift shift) {
        return Objects.requireNonNull(kinds.get(shift));
    }

    @Produces
    @Singleton
    OperationKind<VmAction> pause() {
        return kind(Shift.PAUSE);
    }

    @Produces
    @Singleton
    OperationKind<VmAction> unpause() {
        return kind(Shift.UNPAUSE);
    }

    @Produces
    @Singleton
    OperationKind<VmAction> suspend() {
        return kind(Shift.SUSPEND);
    }
}
