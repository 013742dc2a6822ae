package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** Whether the last operation of this kind on the VM ended after this moment. */
    boolean ended(String kind, UUID vm, Instant after) {
        return operations.list(new OperationFilter(null, kind, vm, null, null, 1)).stream()
                .flatMap(operation -> Optional.ofNullable(operation.finishedAt()).stream())
                .anyMatch(after::isBefore);
    }

    boolean on(UUID vm) {
        List<Operation> last = operations.list(new OperationFilter(null, null, vm, null, null, LAST));
        return last.stream().anyMatch(operation -> !operation.state().isEnded());
    }
}
