package org.vmc.operations.plan;

import java.util.List;
import java.util.Optional;

/**
 * A kind of operation, such as {@code CreateVm}: its input, its steps in order, and what is said when it ends.
 *
 * <p>Kinds are CDI beans; the engine finds them by {@link #name()}. The input is stored as JSON when the operation is
 * accepted and never changes afterwards, so {@link #steps} must answer the same steps for the same input at every call,
 * in every process and in every later version that may meet an operation still running.
 *
 * @param <I> the input, a record that Jackson can write and read back
 */
public interface OperationKind<I> {
    /** The verb phrase under which operations of this kind are stored and shown, such as {@code CreateVm}. */
    String name();

    /** The record class of the input. */
    Class<I> inputType();

    /** The steps for this input, in the order in which they run; undone in reverse. */
    List<Step<I>> steps(I input);

    /**
     * Called inside the transaction that ends the operation, after the last step or the last undo: row changes made and
     * facts published here are committed together with the end itself.
     */
    default void ended(Ending<I> ending) {}

    /**
     * What stays although the operation was cancelled or failed, in a sentence for people; empty when everything begun
     * was taken back. Asked once all undos are done, for kinds with steps that are kept on purpose.
     */
    default Optional<String> remains(Ending<I> ending) {
        return Optional.empty();
    }
}
