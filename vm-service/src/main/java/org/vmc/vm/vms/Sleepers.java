package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.StepContext;

/**
 * Which operation waits for something to happen to which VM, in this process. A wake that goes missing costs one
 * recheck interval, no more.
 */
@ApplicationScoped
class Sleepers {

    private final Map<UUID, Sleeper> sleepers = new ConcurrentHashMap<>();
    private final Operations operations;

    Sleepers(Operations operations) {
        this.operations = operations;
    }

    /** A waiting operation and the request it belongs to. */
    record Sleeper(UUID operationId, UUID correlationId) {

        static Sleeper of(StepContext<?> context) {
            return new Sleeper(context.operationId(), context.origin().correlationId());
        }
    }

    /** Called before the step looks at reality, so that nothing can happen unnoticed in between. */
    void waiting(StepContext<? extends VmInput> context) {
        sleepers.put(context.input().vmId(), Sleeper.of(context));
    }

    /** The operation that waits for this VM, and thus likely caused what happens to it. */
    Optional<Sleeper> of(UUID vmId) {
        return Optional.ofNullable(sleepers.get(vmId));
    }

    /** Something happened to the VM. */
    void wake(UUID vmId) {
        Sleeper sleeper = sleepers.remove(vmId);
        if (sleeper != null) {
            operations.wake(sleeper.operationId());
        }
    }
}
