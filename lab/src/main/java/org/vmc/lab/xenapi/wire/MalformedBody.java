package org.vmc.lab.xenapi.wire;

/** A request body that is not a call in the encoding its path stands for. Answered with HTTP 500 and a page. */
public final class MalformedBody extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedBody(String message) {
        super(message);
    }

    public MalformedBody(String message, Throwable cause) {
        super(message, cause);
    }
}
