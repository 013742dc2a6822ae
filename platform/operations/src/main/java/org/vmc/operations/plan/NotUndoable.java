package org.vmc.operations.plan;

/**
 * Thrown by an undo that has seen that the step cannot be taken back any more, so that trying again is in vain. The
 * message is for people: how things are now, and what can be done.
 */
public final class NotUndoable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotUndoable(String message) {
        super(message);
    }
}
