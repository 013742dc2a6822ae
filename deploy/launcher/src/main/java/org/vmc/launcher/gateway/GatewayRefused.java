package org.vmc.launcher.gateway;

/** The gateway answered with a problem, or an operation did not succeed; the message is its text for people. */
public final class GatewayRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GatewayRefused(String message) {
        super(message);
    }
}
