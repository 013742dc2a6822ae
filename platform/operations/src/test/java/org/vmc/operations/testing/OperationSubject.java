package org.vmc.operations.testing;

import org.vmc.operations.engine.Operation;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;

/**
 * A kind of operation under test by {@link OperationKit}, and the reality it acts on.
 *
 * @param <I> the operation's input
 */
public interface OperationSubject<I> {
    /** A new operation on a target of its own. Called inside the accepting transaction, as a service does it. */
    NewOperation<I> fresh(Origin origin);

    /** Asserts that the effect of the succeeded operation is there, exactly once, in reality and in the rows. */
    void assertDone(Operation operation);

    /** Asserts that nothing is left of the operation that failed or was cancelled, neither in reality nor in rows. */
    void assertUndone(Operation operation);
}
