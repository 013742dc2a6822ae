package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;

/** Whether an operation on a VM is under way: what reconcilers ask before they begin one of their own. */
@ApplicationScoped
class UnderWay {

    /** Operations on one target, newest first: what is under way is among the last few. */
    private static final int LAST = 20;

    private final Operations operations;

    UnderWay(Operations operations) {
        this.operations = operations;
    }

    boolean on(UUID vm) {
        List<Operation> last = operations.list(new OperationFilter(null, null, vm, null, null, LAST));
        return last.stream().anyMatch(operation -> !operation.state().isEnded());
    }
}
