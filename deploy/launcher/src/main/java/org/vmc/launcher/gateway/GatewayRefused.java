package org.vmc.launcher.gateway;

/** The gateway answered with a problem, or an operation did not succeed; the message is its text for people. */
public final class GatewayRefused extends RuntimeException {

    public static final int NOT_FOUND = 404;

    private static final long serialVersionUID = 2L;
    private static final int ACCEPTED = 202;

    private final int status;

    GatewayRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** An operation that was accepted and did not succeed. */
    static GatewayRefused afterwards(String message) {
        return new GatewayRefused(ACCEPTED, message);
    }

    /** The HTTP status that was answered; 202 when an operation did not succeed. */
    public int status() {
        return status;
    }
}
