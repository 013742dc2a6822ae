package org.vmc.lab.guests;

/** A guest could not be started, stopped or changed; the message says what was attempted. */
public final class GuestFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GuestFailure(String message) {
        super(message);
    }

    public GuestFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
