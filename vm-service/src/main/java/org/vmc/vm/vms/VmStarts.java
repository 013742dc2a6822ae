package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;

/** Starts VMs for other features, by the rules that hold for a user. */
@ApplicationScoped
public class VmStarts {

    /** The kind of the operations that {@link #start} asks for. */
    public static final String KIND = StartVm.NAME;

    private final VmChanges changes;

    VmStarts(VmChanges changes) {
        this.changes = changes;
    }

    /**
     * Says how to start a halted VM; called inside the accepting transaction.
     *
     * @throws ProblemException 403, 404, 409 unless it is halted and its lease and the quota allow it, 503
     */
    public NewOperation<?> start(UUID vm, Caller caller) {
        return changes.start(vm.toString(), caller);
    }
}
