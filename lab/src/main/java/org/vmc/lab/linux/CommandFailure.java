package org.vmc.lab.linux;

/**
 * A program of the machine could not be run, ended with an error or ran out of time; the message says which and why.
 */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
